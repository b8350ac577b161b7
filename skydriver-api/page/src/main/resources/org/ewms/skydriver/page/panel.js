/** What pages of a scan have in common: its two maps, the choice of the frame, the legend. */
import { ApiError, get } from './api.js';
import { announce, h } from './dom.js';
import { FRAMES, localFrame } from './sky/frames.js';
import { SkyMap } from './sky/map.js';
import { Sky } from './sky/sky.js';

const CHOICES = [...Object.values(FRAMES), { id: 'local', name: 'IceCube' }];

/** The two maps of a scan; `prefix` keeps apart the maps of two scans on one page. */
export function skyPanel(signal, prefix = '') {
  const sky = new Sky(localStorage.getItem('ewms.frame') ?? 'equatorial');
  const whole = new SkyMap(sky, { name: `${prefix}sky`, whole: true, title: 'Whole sky' });
  const local = new SkyMap(sky, { name: `${prefix}local`, whole: false, title: 'Around the best fit' });
  whole.local = local;
  signal.addEventListener('abort', () => {
    whole.close();
    local.close();
    sky.close();
  });
  return { sky, whole, local };
}

/** A choice of the frame for some skies; the detector's can be chosen when all of them know theirs. */
export function frameSwitch(skies) {
  const inputs = new Map();
  const choice = ({ id, name }) => {
    const input = h('input', { type: 'radio', name: 'frame', value: id, checked: skies[0].frame.id === id, disabled: id === 'local', onchange: () => {
      localStorage.setItem('ewms.frame', id);
      for (const sky of skies) sky.setFrame(id);
      announce(`${name} coordinates`);
    } });
    inputs.set(id, input);
    return h('label', {}, input, ` ${name}`);
  };
  for (const sky of skies) {
    sky.addEventListener('local', () => (inputs.get('local').disabled = !skies.every((each) => each.local)));
    sky.addEventListener('frame', ({ detail }) => (inputs.get(detail.id).checked = true));
  }
  return h('fieldset', { class: 'segments' }, h('legend', { class: 'unseen' }, 'Frame'), ...CHOICES.map(choice));
}

/** Has a sky learn the detector's frame as soon as the manifest tells when the event happened; once. */
export function learnLocal(sky, manifest, around) {
  if (sky.asksLocal || typeof manifest.event_metadata?.mjd !== 'number') return;
  sky.asksLocal = true;
  get(`scan/${encodeURIComponent(manifest.scan_id)}/local-frame`, around.signal).then((answer) => sky.setLocal(localFrame(answer)), around.onError);
}

/** What the lines on a map mean. */
export function legend() {
  return h(
    'p',
    { class: 'legend' },
    h('span', { class: 'key star' }, 'best fit'),
    h('span', { class: 'key l50' }, '50 %'),
    h('span', { class: 'key l90' }, '90 %'),
    h('span', { class: 'key failed' }, 'fit failed'),
  );
}

/** Fetches the contours of a result; null while there is none. */
export async function contoursOf(id, signal) {
  try {
    return await get(`scan/${encodeURIComponent(id)}/result.contours.json?include_deleted=true`, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** What a scan was asked for with; an empty object where that cannot be had. */
export async function requestOf(manifest, signal) {
  // Requests are kept under the id of the first scan they led to.
  const id = manifest.classifiers?.origin_scan_id ?? manifest.scan_id;
  return get(`scan-request/${encodeURIComponent(id)}`, signal).catch(() => ({}));
}
