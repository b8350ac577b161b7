/** `#/compare/A/B`: two scans side by side, on the same part of the sky. */
import { follow, get, headers, url } from './api.js';
import { fill, h, pair } from './dom.js';
import { contoursOf, frameSwitch, learnLocal, legend, requestOf, skyPanel } from './panel.js';
import { FRAMES, separation } from './sky/frames.js';
import { area, degrees, eventName, state } from './text.js';

export function compareView(main, around, a, b) {
  const sides = [side(around, a, 'a'), side(around, b, 'b')];
  const numbers = h('div', { class: 'body' }, h('p', { class: 'quiet' }, 'When both have a result'));
  main.append(
    h('h1', {}, 'Two scans'),
    h('div', { class: 'tools' }, frameSwitch(sides.map(({ sky }) => sky)), legend()),
    h('section', { class: 'card wide', 'aria-label': 'Comparison' }, h('h2', {}, 'Comparison'), numbers),
    h('div', { class: 'pair' }, ...sides.map(({ element }) => element)),
  );
  sides[0].local.partner = sides[1].local;
  sides[1].local.partner = sides[0].local;
  sides[1].local.leader = sides[0].local;
  // One cursor, and one place and width of the local views: what is pointed at here is pointed at there.
  sides.forEach((one, k) => {
    const other = sides[1 - k];
    one.sky.addEventListener('cursor', ({ detail }) => {
      const there = other.sky.cursor;
      if (detail?.lon !== there?.lon || detail?.lat !== there?.lat) other.sky.setCursor(...(detail ? [detail.lon, detail.lat] : [null]));
    }, { signal: around.signal });
    one.sky.addEventListener('footprint', () => other.local.takeAfter(one.local), { signal: around.signal });
    one.sky.addEventListener('state', () => show(), { signal: around.signal });
  });

  let answer = null;
  function show() {
    const [left, right] = sides.map(({ sky }) => sky.bestFit());
    const apart = left && right ? separation(left.lon, left.lat, right.lon, right.lat) : null;
    const regions = answer?.regions ?? [];
    const percent = (part) => `${(100 * part).toFixed(1)} %`;
    fill(
      numbers,
      h('dl', { class: 'across' },
        apart === null && !answer ? null : pair('Best fits apart', degrees(answer?.separation_deg ?? apart)),
        answer ? pair('A’s best fit lies in B’s region of', percent(answer.a_in_b)) : null,
        answer ? pair('B’s best fit lies in A’s region of', percent(answer.b_in_a)) : null,
      ),
      regions.length === 0 ? null : h('table', { class: 'plain numbers' },
        h('caption', { class: 'unseen' }, 'Regions of both scans'),
        h('thead', {}, h('tr', {}, ...['Region', 'A', 'B', 'Common', 'Common of either'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, ...regions.map((region) => h('tr', {},
          h('th', { scope: 'row' }, region.name.replace('%', ' %')),
          ...[region.a_deg2, region.b_deg2, region.common_deg2].map((value) => h('td', { class: 'number' }, area(value))),
          h('td', { class: 'number' }, percent(region.jaccard)))))),
    );
  }

  async function compare() {
    if (!sides.every(({ sky }) => sky.contours)) return;
    try {
      answer = await get(`compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`, around.signal);
      show();
    } catch (error) {
      around.onError(error);
    }
  }
  for (const each of sides) each.finished = compare;
}

function side(around, id, prefix) {
  const path = `scan/${encodeURIComponent(id)}`;
  const panel = skyPanel(around.signal, `${prefix}-`);
  const { sky, whole, local } = panel;
  const letter = prefix.toUpperCase();
  const heading = h('h2', {}, letter);
  const facts = h('div', { class: 'body' });
  const element = h('section', { class: 'side', 'aria-label': `Scan ${letter}` }, heading, facts, local.element, whole.element);
  const made = { ...panel, element, finished: () => {} };
  let manifest = {};

  function show() {
    const best = sky.bestFit();
    const names = FRAMES.equatorial;
    const reco = manifest.reco_algo;
    fill(facts, h('dl', { class: 'across' },
      pair('State', state(manifest.scan_state, manifest.is_deleted).text),
      reco ? pair('Reco', String(reco)) : null,
      best ? pair(`${names.lon}, ${names.lat}`, `${degrees(best.lon)}, ${degrees(best.lat, 3, true)}`) : null,
      ...(sky.contours?.levels ?? []).map((level) => pair(`${level.name.replace('%', ' %')} area`, area(level.area_deg2))),
    ));
  }

  const ended = () => ['done', 'stopped'].includes(state(manifest.scan_state, manifest.is_deleted).kind);

  async function load() {
    const answer = await get(`${path}/manifest?include_deleted=true`, around.signal);
    manifest = { ...manifest, ...answer, reco_algo: (await requestOf(answer, around.signal)).reco_algo ?? null };
    fill(heading, h('span', { class: 'letter' }, letter), h('a', { href: `#/scan/${encodeURIComponent(id)}` }, eventName(manifest)), h('code', { class: 'quiet' }, id.slice(0, 12)));
    learnLocal(sky, manifest, around);
    if (ended()) {
      const contours = await contoursOf(id, around.signal);
      if (contours) {
        sky.setContours(contours);
        made.finished();
      }
    }
    show();
  }

  sky.addEventListener('state', show);
  sky.addEventListener('error', ({ detail }) => around.onError(new Error(detail)));
  load().then(() => {
    sky.open(url(`${path}/pixels`), headers());
    follow(`${path}/stream`, (name, data) => {
      if (name === 'manifest') {
        manifest = { ...manifest, ...JSON.parse(data) };
        learnLocal(sky, manifest, around);
        show();
      } else {
        sky.more();
        if (name === 'end') {
          load().catch(around.onError);
          return 'stop';
        }
      }
      return undefined;
    }, around.onState, around.signal);
  }, around.onError);
  return made;
}
