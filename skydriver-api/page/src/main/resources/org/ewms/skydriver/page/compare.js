/** `#/compare/A/B`: two scans side by side, on the same part of the sky. */
import { follow, get, headers, url } from './api.js';
import { fill, h } from './dom.js';
import { contoursOf, frameSwitch, legend, pair, skyPanel } from './scan.js';
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
    const rows = answer ? Object.entries(answer).filter(([, value]) => typeof value !== 'object' || value === null) : [];
    fill(
      numbers,
      h('dl', { class: 'across' },
        apart === null || answer ? null : pair('Best fits apart', degrees(apart)),
        ...rows.map(([name, value]) => pair(words(name), typeof value === 'number' ? Number(value.toPrecision(4)).toString() : String(value))),
        ...Object.entries(answer ?? {}).filter(([, value]) => value && typeof value === 'object').flatMap(([name, group]) =>
          Object.entries(group).filter(([, value]) => typeof value === 'number').map(([key, value]) => pair(`${words(name)}: ${words(key)}`, Number(value.toPrecision(4)).toString()))),
      ),
    );
  }

  async function compare() {
    try {
      answer = await get(`compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`, around.signal);
      show();
    } catch (error) {
      if (error.status !== 404) around.onError(error);
    }
  }
  for (const each of sides) each.finished = compare;
  compare();
}

function words(name) {
  const text = name.replaceAll('_', ' ').replace(/ deg2$/, ' (deg²)').replace(/ deg$/, ' (deg)');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function side(around, id, prefix) {
  const path = `scan/${encodeURIComponent(id)}`;
  const panel = skyPanel(around.signal, `${prefix}-`);
  const { sky, whole, local } = panel;
  const heading = h('h2', {}, h('a', { href: `#/scan/${encodeURIComponent(id)}` }, id.slice(0, 12)));
  const facts = h('div', { class: 'body' });
  const element = h('section', { class: 'side', 'aria-label': `Scan ${prefix.toUpperCase()}` }, heading, facts, local.element, whole.element);
  const made = { ...panel, element, finished: () => {} };
  let manifest = {};

  function show() {
    const best = sky.bestFit();
    const names = FRAMES.equatorial;
    const reco = manifest.classifiers?.reco ?? manifest.reco_algo;
    fill(facts, h('dl', { class: 'across' },
      pair('State', state(manifest.scan_state, manifest.is_deleted).text),
      reco ? pair('Reco', String(reco)) : null,
      best ? pair(`${names.lon}, ${names.lat}`, `${degrees(best.lon)}, ${degrees(best.lat, 3, true)}`) : null,
      ...(sky.contours?.levels ?? []).map((level) => pair(`${level.name.replace('%', ' %')} area`, area(level.area_deg2))),
    ));
  }

  async function load() {
    const [answer, request, contours] = await Promise.all([
      get(`${path}/manifest?include_deleted=true`, around.signal),
      get(`scan-request/${encodeURIComponent(id)}`, around.signal).catch(() => null),
      contoursOf(id, around.signal),
    ]);
    manifest = { ...answer, reco_algo: request?.reco_algo };
    fill(heading, h('a', { href: `#/scan/${encodeURIComponent(id)}` }, eventName(manifest)), h('code', {}, id.slice(0, 12)));
    if (contours) sky.setContours(contours);
    show();
  }

  sky.addEventListener('state', show);
  sky.addEventListener('error', ({ detail }) => around.onError(new Error(detail)));
  load().then(() => {
    sky.open(url(`${path}/pixels`), headers());
    follow(`${path}/stream`, (name, data) => {
      if (name === 'manifest') {
        manifest = { ...manifest, ...JSON.parse(data) };
        show();
      } else {
        sky.more();
        if (name === 'end') {
          load().then(() => made.finished(), around.onError);
          return 'stop';
        }
      }
      return undefined;
    }, around.onState, around.signal);
  }, around.onError);
  return made;
}
