/** `#/scan/ID`: one scan, its sky filling in. */
import { download, follow, get, headers, post, remove, url } from './api.js';
import { announce, bar, fill, h, pair } from './dom.js';
import { logPart } from './log.js';
import { contoursOf, frameSwitch, learnLocal, legend, requestOf, skyPanel } from './panel.js';
import { convert, latitude } from './sky/frames.js';
import { arcs, area, count, degrees, eventName, hours, partDone, partOf, state } from './text.js';
import { workforceParts } from './workforce.js';

const DOWNLOADS = [
  ['result.json', 'JSON', 'as skyreader loads it'],
  ['result.npz', 'NumPy', 'npz, as skyreader loads it'],
  ['result.fits', 'FITS', 'flat map'],
  ['result.multiorder.fits', 'FITS', 'multi-order'],
  ['result.moc.json', 'MOC', '90 % region'],
  ['result.contours.json', 'Contours', '50 % and 90 %, JSON'],
  ['result.png', 'Picture', 'PNG'],
];
/** Workforce is asked for at most this often while a scan runs, milliseconds. */
const WORKFORCE = 15000;

export function scanView(main, around, id) {
  const path = `scan/${encodeURIComponent(id)}`;
  let manifest = null;
  const { sky, whole, local } = skyPanel(around.signal);

  const heading = h('h1', {}, 'Scan');
  const badge = h('span', { class: 'state pending' }, 'Loading');
  const facts = h('p', { class: 'facts' });
  const fit = h('div', { class: 'body' }, h('p', { class: 'quiet' }, 'No pixel yet'));
  const progress = h('div', { class: 'body' });
  const force = workforceParts(id, around);
  const log = logPart(id, around);
  const files = h('div', { class: 'body' }, h('p', { class: 'quiet' }, 'When there are pixels'));
  const rescan = h('button', { type: 'button', onclick: () => again() }, 'Rescan');
  const abort = h('button', { type: 'button', class: 'danger', onclick: () => stop() }, 'Abort');
  const compareWith = h('input', { id: 'compare-with', placeholder: 'other scan’s id', autocomplete: 'off' });
  const card = (title, body) => h('section', { class: 'card', 'aria-label': title }, h('h2', {}, title), body);
  main.append(
    h('div', { class: 'title' }, heading, badge, h('span', { class: 'actions' }, rescan, abort)),
    facts,
    h('div', { class: 'tools' }, frameSwitch([sky]), legend()),
    h('div', { class: 'maps' }, whole.element, local.element),
    h('div', { class: 'cards' },
      card('Best fit', fit),
      card('Progress', progress),
      card('Workforce', force.workers),
      card('Errors', force.errors),
      card('Log', log.list),
      h('div', { class: 'stack' }, card('Downloads', files), card('Compare', h('form', { class: 'body', onsubmit: (event) => {
        event.preventDefault();
        if (compareWith.value.trim()) location.hash = `#/compare/${encodeURIComponent(id)}/${encodeURIComponent(compareWith.value.trim())}`;
      } }, h('label', { for: 'compare-with' }, 'With scan'), compareWith, h('button', { type: 'submit' }, 'Side by side')))),
    ),
  );

  function show(fresh) {
    const before = manifest;
    manifest = { ...manifest, ...fresh };
    const { text, kind } = state(manifest.scan_state, manifest.is_deleted);
    if (before && before.scan_state !== manifest.scan_state) announce(text);
    heading.textContent = eventName(manifest);
    document.title = `${heading.textContent} · SkyDriver`;
    badge.className = `state ${kind}`;
    badge.textContent = text;
    const mjd = manifest.event_metadata?.mjd;
    fill(
      facts,
      h('span', {}, 'Scan ', h('code', {}, id)),
      manifest.reco_algo ? h('span', {}, `reco ${manifest.reco_algo}`) : null,
      h('span', {}, `priority ${manifest.priority ?? 0}`),
      mjd ? h('span', {}, `MJD ${mjd.toFixed(5)}`) : null,
      manifest.event_metadata?.event_type ? h('span', {}, manifest.event_metadata.event_type) : null,
      manifest.scan_metadata?.nside_progression ? h('span', {}, 'nside ', Object.keys(manifest.scan_metadata.nside_progression).join(' → ')) : null,
      manifest.timestamp ? h('span', {}, `asked for ${new Date(1000 * manifest.timestamp).toLocaleString()}`) : null,
      Object.entries(manifest.classifiers ?? {}).map(([key, value]) => key === 'origin_scan_id'
        ? h('span', {}, 'rescan of ', h('a', { href: `#/scan/${encodeURIComponent(value)}` }, String(value).slice(0, 12)))
        : h('span', { class: 'tag' }, value === true ? key : `${key}: ${value}`)),
    );
    abort.disabled = Boolean(manifest.is_deleted) || kind === 'done' || kind === 'stopped';
    learnLocal(sky, { scan_id: id, ...manifest }, around);
    log.ask();
    showProgress();
    if (before?.scan_state !== manifest.scan_state && (kind === 'done' || kind === 'stopped')) showContours();
  }

  function showProgress() {
    const tallies = manifest.progress?.tallies;
    const predictions = manifest.progress?.processing_stats?.predictions;
    const stats = manifest.progress?.processing_stats;
    if (!tallies) {
      fill(progress, h('p', { class: 'quiet' }, manifest.scan_state === 'SCAN_HAS_FINAL_RESULT' ? 'Finished; its progress was not told' : 'Not begun'));
      return;
    }
    const rounds = Object.entries(tallies.nsides ?? {}).map(([nside, tally]) => [nside.replace(/^nside-/, ''), tally.pixels ?? tally.recos]);
    rounds.sort((a, b) => Number(a[0]) - Number(b[0]));
    const overall = partDone(manifest);
    const ended = manifest.progress.end ?? stats?.end;
    const runs = !ended && !['done', 'stopped'].includes(state(manifest.scan_state, manifest.is_deleted).kind);
    fill(
      progress,
      h('p', { class: 'large' }, bar(overall, 'Whole scan'), ` ${Math.floor(100 * (overall ?? 0))} %`),
      h('table', { class: 'plain' },
        h('caption', { class: 'unseen' }, 'Progress by round'),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'nside'), h('th', { scope: 'col' }, 'Done'), h('th', { scope: 'col', class: 'right' }, 'Pixels'))),
        h('tbody', {}, ...rounds.map(([nside, tally]) => h('tr', {},
          h('th', { scope: 'row' }, nside),
          h('td', {}, bar(partOf(tally), `nside ${nside}`)),
          h('td', { class: 'right number' }, `${count(tally.done)} of ${count(Math.max(tally.generated ?? 0, tally['initial approximation total'] ?? 0))}`))))),
      h('dl', {},
        ended ? pair('Ended', typeof ended === 'number' ? new Date(1000 * ended).toLocaleString() : String(ended)) : null,
        runs && predictions?.['time left'] ? pair('Time left', spread(predictions['time left'], predictions['time left range'])) : null,
        runs && predictions?.end ? pair('Ends about', spread(predictions.end, predictions['end range']?.map((text) => text.replace(/^\S+ /, '')))) : null,
        stats?.runtime?.elapsed ? pair('Running for', String(stats.runtime.elapsed)) : null,
      ),
    );
  }

  function showFit() {
    const best = sky.bestFit();
    if (!best) return;
    const [l, b] = convert(best.lon, best.lat, 'equatorial', 'galactic');
    const contours = sky.contours;
    fill(
      fit,
      h('dl', {},
        pair('RA', h('span', {}, h('strong', { id: 'best-ra' }, degrees(best.lon)), h('span', { class: 'quiet' }, ` ${hours(best.lon)}`))),
        pair('Dec', h('span', {}, h('strong', { id: 'best-dec' }, degrees(best.lat, 3, true)), h('span', { class: 'quiet' }, ` ${arcs(best.lat)}`))),
        pair('l, b', `${degrees(l)}, ${degrees(b, 3, true)}`),
        sky.local ? pair('azimuth, zenith', localOf(best)) : null,
        pair('llh', Number.isFinite(best.llh) ? best.llh.toFixed(3) : 'none'),
        ...(contours?.levels ?? []).map((level) => pair(`${level.name.replace('%', ' %')} area`, area(level.area_deg2))),
        sky.state ? pair('Pixels', `${count(sky.state.count)} (${sky.state.levels.map(({ nside, scanned }) => `nside ${nside}: ${count(scanned)}`).reverse().join(', ')})`) : null,
      ),
      h('p', { class: 'quiet' }, best.fitted ? 'Minimum fitted through the pixels of the result.' : `Centre of the best pixel so far (nside ${sky.state.best.nside}). Lines: Wilks’ levels, interpolated, until there is a result.`),
    );
  }

  /** The position in the detector's frame. */
  function localOf(best) {
    const [azimuth, lat] = convert(best.lon, best.lat, 'equatorial', sky.local);
    return `${degrees(azimuth)}, ${latitude(sky.local, lat, 3)}`;
  }

  async function showContours() {
    try {
      const contours = await contoursOf(id, around.signal);
      sky.more();
      if (contours) {
        sky.setContours(contours);
        showFit();
      }
    } catch (error) {
      around.onError(error);
    }
  }

  function showFiles() {
    fill(files, h('ul', { class: 'files' }, ...DOWNLOADS.map(([name, kind, what]) => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => save(name) }, kind), h('span', { class: 'quiet' }, ` ${what}`)))), manifest?.scan_state === 'SCAN_HAS_FINAL_RESULT' ? null : h('p', { class: 'quiet' }, 'Of the result so far'));
  }

  async function save(name) {
    try {
      await download(`${path}/${name}?include_deleted=true`, `${id}.${name.replace(/^result\./, '')}`);
      announce(`Saved ${name}`);
    } catch (error) {
      around.onError(error);
    }
  }

  async function again() {
    const running = !['done', 'stopped'].includes(state(manifest?.scan_state, manifest?.is_deleted).kind);
    if (!confirm(running ? 'Scan this event again beside the scan that still runs?' : 'Scan this event again?')) return;
    try {
      const fresh = await post(`${path}/actions/rescan`, { abort_first: false, replace_scan: false });
      location.hash = `#/scan/${encodeURIComponent(fresh.scan_id)}`;
    } catch (error) {
      around.onError(error);
    }
  }

  async function stop() {
    if (!confirm('Abort this scan? What it has so far is kept, but not carried on.')) return;
    try {
      show({ ...(await remove(path, {})).manifest, is_deleted: true });
    } catch (error) {
      around.onError(error);
    }
  }

  sky.addEventListener('state', () => {
    showFit();
    if (manifest) showProgress();
    force.fits(sky.state.levels);
    if (sky.state.count > 0) showFiles();
  });
  sky.addEventListener('local', showFit);
  sky.addEventListener('error', ({ detail }) => around.onError(new Error(`The pixels could not be fetched: ${detail}`)));
  get(`${path}/manifest?include_deleted=true`, around.signal).then(
    (answer) => {
      if (answer.scan_id !== id) {
        // Replaced: the service sent us on to the scan that stands for this one now.
        location.replace(`#/scan/${encodeURIComponent(answer.scan_id)}`);
        return;
      }
      show(answer);
      requestOf(answer, around.signal).then((request) => {
        if (request.reco_algo) show({ reco_algo: request.reco_algo });
        force.places((request.request_clusters ?? []).map(([name]) => name));
      });
      sky.open(url(`${path}/pixels`), headers());
      force.ask();
      const timer = setInterval(() => !['done', 'stopped'].includes(state(manifest.scan_state, manifest.is_deleted).kind) && force.ask(), WORKFORCE);
      around.signal.addEventListener('abort', () => clearInterval(timer));
      follow(`${path}/stream`, hear, around.onState, around.signal);
    },
    (error) => {
      badge.textContent = 'Not found';
      around.onError(error);
    },
  );

  function hear(name, data) {
    if (name === 'manifest') show(JSON.parse(data));
    else if (name === 'pixels') sky.more();
    else if (name === 'end') {
      sky.more();
      get(`${path}/manifest?include_deleted=true`, around.signal).then(show, around.onError);
      force.ask();
      return 'stop';
    }
    return undefined;
  }
}

/** What is foreseen, and between what it will probably be. */
function spread(text, range) {
  return h('span', {}, String(text), range?.length === 2 ? h('span', { class: 'quiet' }, ` (${range[0]} to ${range[1]})`) : null);
}
