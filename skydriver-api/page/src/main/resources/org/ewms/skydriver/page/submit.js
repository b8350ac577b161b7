/** `#/submit`: asks for a scan. */
import { post } from './api.js';
import { announce, h } from './dom.js';

/** The scanner's own, offered; a service may know others, and says which when it does not know one. */
const RECOS = ['spe', 'mpe', 'cascade', 'dummy'];

/** `8:0 64:12 512:24` as the service takes it, `{8: 0, 64: 12, 512: 24}`; throws with what is wrong. */
export function parseNsides(text) {
  const nsides = {};
  let before = 0;
  for (const [k, item] of text.trim().split(/[\s,]+/).entries()) {
    const match = /^(\d+):(\d+)$/.exec(item);
    if (!match) throw new Error(`“${item}” is not nside:extension, as in 8:0 64:12 512:24`);
    const [nside, extension] = [Number(match[1]), Number(match[2])];
    if (nside < 1 || !Number.isInteger(Math.log2(nside))) throw new Error(`nside ${nside} is not a power of two`);
    if (nside <= before) throw new Error(`nsides must grow, but ${nside} follows ${before}`);
    if (k === 0 && extension !== 0) throw new Error('the first extension must be 0: the first round scans the whole sky');
    if (k > 0 && extension < 1) throw new Error(`the extension of nside ${nside} must be at least 1`);
    nsides[nside] = extension;
    before = nside;
  }
  return nsides;
}

/** `osg:100, local:4` as `{osg: 100, local: 4}`; nothing as null. */
export function parseClusters(text) {
  if (text.trim() === '') return null;
  const clusters = {};
  for (const item of text.trim().split(/[\s,]+/)) {
    const match = /^([^:]+):(\d+)$/.exec(item);
    if (!match || Number(match[2]) < 1) throw new Error(`“${item}” is not cluster:workers, as in osg:100`);
    clusters[match[1]] = Number(match[2]);
  }
  return clusters;
}

/** The fields an answer of the service complains of, `[field, reason]`; several reasons are parted by `; `. */
export function complaints(reason) {
  return reason.split(/; /).map((text) => [/'([a-z0-9_]+)'/.exec(text)?.[1] ?? null, text]);
}

export function submitView(main, around) {
  const fields = new Map();

  function field(name, label, input, hint) {
    input.id = name;
    input.name = name;
    const problem = h('p', { class: 'problem', id: `${name}-problem`, hidden: true });
    const note = hint ? h('p', { class: 'quiet', id: `${name}-hint` }, hint) : null;
    input.setAttribute('aria-describedby', `${hint ? `${name}-hint ` : ''}${name}-problem`);
    fields.set(name, { input, problem, label });
    return h('div', { class: 'field' }, h('label', { for: name }, label), input, note, problem);
  }

  const file = h('input', { type: 'file', accept: '.json,application/json', onchange: () => chosen() });
  const event = h('textarea', { rows: '5', spellcheck: 'false', placeholder: '{"_id": …, "value": …}' });
  const send = h('button', { type: 'submit', class: 'primary' }, 'Start the scan');
  const summary = h('div', { class: 'problem', role: 'alert', hidden: true });
  const select = (options, value) => h('select', {}, ...options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
  const form = h(
    'form',
    { class: 'submit', novalidate: true, onsubmit: (e) => submit(e) },
    summary,
    h('fieldset', {}, h('legend', {}, 'Event'),
      field('event_file', 'File', file, 'Realtime event JSON, as IceCube’s alert system writes it'),
      field('event_i3live_json', 'or its text', event),
      field('real_or_simulated_event', 'Kind', select([['real', 'Real'], ['simulated', 'Simulated']], 'real'))),
    h('fieldset', {}, h('legend', {}, 'Scan'),
      field('reco_algo', 'Reconstruction', h('input', { list: 'recos', value: 'spe', autocomplete: 'off' }), 'spe, mpe: tracks; cascade: showers; dummy: a trial of the machinery'),
      h('datalist', { id: 'recos' }, ...RECOS.map((name) => h('option', { value: name }))),
      field('nsides', 'Progression', h('input', { value: '8:0 64:12 512:24', autocomplete: 'off' }), 'nside:extension; each round refines that many pixels of the round before'),
      field('scan_mode', 'Refinement', select([['adaptive', 'Along the contour'], ['classic', 'Discs around the best fit']], 'adaptive')),
      field('predictive_scanning_threshold', 'Predictive threshold', h('input', { type: 'number', min: '0.11', max: '1', step: 'any', value: '1' })),
      field('priority', 'Priority', h('input', { type: 'number', step: '1', value: '0' }), '100 and more start at once')),
    h('fieldset', {}, h('legend', {}, 'Workers'),
      field('request_clusters', 'Clusters', h('input', { autocomplete: 'off', placeholder: 'osg:100' }), 'cluster:workers, several parted by spaces'),
      field('docker_tag', 'Scanner image', h('input', { value: 'latest', autocomplete: 'off' })),
      field('max_pixel_reco_time', 'Longest pixel', h('input', { type: 'number', min: '1', step: '1', value: '300' }), 'seconds')),
    h('div', { class: 'actions' }, send),
  );
  main.append(h('h1', {}, 'New scan'), form);

  async function chosen() {
    if (file.files.length > 0) {
      event.value = await file.files[0].text();
      complain('event_i3live_json', null);
    }
  }

  function complain(name, text) {
    const { input, problem } = fields.get(name);
    problem.hidden = text === null;
    problem.textContent = text ?? '';
    if (text === null) input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
  }

  function value(name) {
    return fields.get(name).input.value;
  }

  /** The request's body, or null after complaints at the fields. */
  function read() {
    let good = true;
    const attempt = (name, parse) => {
      try {
        return parse(value(name));
      } catch (error) {
        complain(name, error.message);
        good = false;
        return null;
      }
    };
    const whole = (text) => {
      if (!/^-?\d+$/.test(text.trim())) throw new Error('a whole number is wanted');
      return Number(text);
    };
    const body = {
      event_i3live_json: attempt('event_i3live_json', (text) => {
        if (text.trim() === '') throw new Error('choose a file or paste an event');
        const parsed = JSON.parse(text);
        if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('a JSON object is wanted');
        return parsed;
      }),
      real_or_simulated_event: value('real_or_simulated_event'),
      reco_algo: value('reco_algo').trim(),
      nsides: attempt('nsides', parseNsides),
      predictive_scanning_threshold: attempt('predictive_scanning_threshold', (text) => {
        const number = Number(text);
        if (!(number > 0.1 && number <= 1)) throw new Error('a number above 0.1, up to 1, is wanted');
        return number;
      }),
      scan_mode: value('scan_mode'),
      priority: attempt('priority', whole),
      docker_tag: value('docker_tag').trim(),
      max_pixel_reco_time: attempt('max_pixel_reco_time', (text) => {
        const seconds = whole(text);
        if (seconds < 1) throw new Error('at least 1 second');
        return seconds;
      }),
    };
    const clusters = attempt('request_clusters', parseClusters);
    if (clusters !== null) body.request_clusters = clusters;
    return good ? body : null;
  }

  async function submit(submission) {
    submission.preventDefault();
    for (const name of fields.keys()) complain(name, null);
    summary.hidden = true;
    const body = read();
    if (body === null) {
      focusProblem();
      return;
    }
    send.disabled = true;
    try {
      const manifest = await post('scan', body);
      announce('The scan is accepted');
      location.hash = `#/scan/${encodeURIComponent(manifest.scan_id)}`;
    } catch (error) {
      const unplaced = [];
      for (const [name, text] of complaints(error.message)) {
        if (name !== null && fields.has(name)) complain(name, text);
        else unplaced.push(text);
      }
      summary.hidden = unplaced.length === 0;
      summary.textContent = unplaced.join('; ');
      if (error.status === 401 || error.status === 403) around.onError(error);
      focusProblem();
    } finally {
      send.disabled = false;
    }
  }

  function focusProblem() {
    const first = [...fields.values()].find(({ input }) => input.hasAttribute('aria-invalid'));
    first?.input.focus();
    if (first) announce(`${first.label}: ${first.problem.textContent}`);
  }
}
