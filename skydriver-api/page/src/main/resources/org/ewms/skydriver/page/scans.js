/** `#/`: all scans, newest first, as they change. */
import { follow, post } from './api.js';
import { announce, bar, fill, h } from './dom.js';
import { count, duration, eventName, partDone, state } from './text.js';

const PAGE = 50;

export function scansView(main, around) {
  const scans = new Map();
  const rows = new Map();
  let next = null;

  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'run, event, state, classifier, id', autocomplete: 'off', oninput: () => sift() });
  const deleted = h('input', { type: 'checkbox', id: 'deleted', onchange: () => load(true) });
  const order = h('select', { id: 'order', onchange: () => sort() }, h('option', { value: 'newest' }, 'Newest'), h('option', { value: 'priority' }, 'High priority'));
  const more = h('button', { type: 'button', hidden: true, onclick: () => load(false) }, 'Show more');
  const tally = h('p', { class: 'quiet', role: 'status' }, 'Loading…');
  const body = h('tbody');
  main.append(
    h('h1', {}, 'Scans'),
    h(
      'form',
      { class: 'tools', role: 'search', onsubmit: (event) => event.preventDefault() },
      h('label', { for: 'filter' }, 'Filter'),
      filter,
      h('label', { class: 'check' }, deleted, ' also deleted ones'),
      h('label', { for: 'order' }, 'First'),
      order,
      tally,
    ),
    h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        { class: 'scans' },
        h('caption', { class: 'unseen' }, 'Scans'),
        h('thead', {}, h('tr', {}, ...['Event', 'State', 'Progress', 'Priority', 'Started', 'Scan'].map((name) => h('th', { scope: 'col' }, name)))),
        body,
      ),
    ),
    more,
  );

  async function load(anew) {
    try {
      const query = { filter: {}, limit: PAGE, include_deleted: deleted.checked };
      if (!anew && next !== null) query.after = next;
      const answer = await post('scans/find', query, around.signal);
      if (anew) {
        scans.clear();
        rows.clear();
        body.replaceChildren();
      }
      for (const manifest of answer.manifests) put(manifest);
      next = answer.next_after ?? null;
      more.hidden = next === null;
      sift();
    } catch (error) {
      around.onError(error);
    }
  }

  function put(manifest) {
    const before = scans.get(manifest.scan_id);
    const merged = { ...before, ...manifest };
    scans.set(manifest.scan_id, merged);
    if (merged.is_deleted && !deleted.checked) {
      rows.get(manifest.scan_id)?.remove();
      rows.delete(manifest.scan_id);
      scans.delete(manifest.scan_id);
      return;
    }
    let row = rows.get(manifest.scan_id);
    if (!row) {
      row = newRow(manifest.scan_id);
      rows.set(manifest.scan_id, row);
      const after = [...body.children].find((each) => inOrder(merged, scans.get(each.dataset.scan) ?? {}) < 0);
      body.insertBefore(row, after ?? null);
    }
    show(row, merged);
    if (before && before.scan_state !== merged.scan_state) {
      announce(`${eventName(merged)}: ${state(merged.scan_state, merged.is_deleted).text}`);
    }
  }

  /** Negative when the first of two scans stands above the other. */
  function inOrder(a, b) {
    const urgent = order.value === 'priority' ? (b.priority ?? 0) - (a.priority ?? 0) : 0;
    return urgent || (b.timestamp ?? 0) - (a.timestamp ?? 0);
  }

  function sort() {
    body.append(...[...rows].sort(([a], [b]) => inOrder(scans.get(a), scans.get(b))).map(([, row]) => row));
  }

  function newRow(id) {
    const cells = ['event', 'state', 'progress', 'priority', 'age', 'id'].map((name) => h(name === 'event' ? 'th' : 'td', { class: `cell-${name}`, scope: name === 'event' ? 'row' : null }));
    return h('tr', { 'data-scan': id }, ...cells);
  }

  function show(row, manifest) {
    const [event, stateCell, progress, priority, age, id] = row.children;
    const { text, kind } = state(manifest.scan_state, manifest.is_deleted);
    const classes = Object.entries(manifest.classifiers ?? {}).filter(([key]) => key !== 'origin_scan_id');
    fill(
      event,
      h('a', { href: `#/scan/${encodeURIComponent(manifest.scan_id)}` }, eventName(manifest)),
      manifest.event_metadata?.event_type ? h('span', { class: 'tag' }, manifest.event_metadata.event_type) : null,
      classes.map(([key, value]) => h('span', { class: 'tag' }, value === true ? key : `${key}: ${value}`)),
    );
    fill(stateCell, h('span', { class: `state ${kind}` }, text));
    const part = partDone(manifest);
    const done = manifest.progress?.tallies?.overall?.pixels?.done ?? manifest.progress?.tallies?.overall?.recos?.done;
    fill(progress, part === null ? h('span', { class: 'quiet' }, 'not begun') : [bar(part, `${eventName(manifest)}: part done`), h('span', { class: 'number' }, ` ${Math.floor(100 * part)} %`), done === undefined ? null : h('span', { class: 'quiet' }, ` ${count(done)} px`)]);
    fill(priority, String(manifest.priority ?? 0));
    fill(age, ageOf(manifest));
    fill(id, h('code', {}, manifest.scan_id.slice(0, 12)));
  }

  function ageOf(manifest) {
    if (!manifest.timestamp) return '';
    const when = new Date(1000 * manifest.timestamp);
    return h('time', { datetime: when.toISOString(), title: when.toLocaleString() }, `${duration((Date.now() - when) / 1000)} ago`);
  }

  function sift() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [id, row] of rows) {
      const text = `${row.textContent} ${id} ${scans.get(id).scan_state ?? ''}`.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown++;
    }
    tally.textContent = rows.size === 0 ? 'No scan yet' : shown === rows.size ? `${rows.size} scans${next === null ? '' : ' so far'}` : `${shown} of ${rows.size} scans${next === null ? '' : ' so far'}`;
  }

  load(true).then(() =>
    follow(
      'stream',
      (name, data) => {
        if (name !== 'manifest') return;
        put(JSON.parse(data));
        sift();
      },
      around.onState,
      around.signal,
    ),
  );
  const clock = setInterval(() => {
    for (const [id, row] of rows) fill(row.children[4], ageOf(scans.get(id)));
  }, 15000);
  around.signal.addEventListener('abort', () => clearInterval(clock));
}
