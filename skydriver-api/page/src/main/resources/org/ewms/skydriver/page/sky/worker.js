/**
 * Fetches a scan's pixels, keeps them and paints pictures of them, beside the page's own thread.
 *
 * In: `{type: 'open', url, headers}`, `{type: 'more'}` (there is more to fetch), `{type: 'rows', rows}` (pixels from elsewhere),
 * `{type: 'view', name, view, lines}`, `{type: 'probe', id, direction}` (equatorial).
 * Out: `{type: 'state', …}` after each batch, `{type: 'picture', name, view, bitmap, max, lines, empty}`, `{type: 'probe', id, pixel}`,
 * `{type: 'error', message}`.
 */
// Classic scripts that leave what they have in `d3`.
import '../lib/d3-array/d3-array.min.js';
import '../lib/d3-contour/d3-contour.min.js';
import { colourTable } from './colour.js';
import { position } from './frames.js';
import { wilksLines } from './lines.js';
import { grid, paint } from './raster.js';
import { PixelStore } from './store.js';

const BATCH = 50000;
/** How long a slice of work may last before messages are read again, milliseconds. */
const SLICE = 15;
/** The least time between two pictures of one view while pixels arrive, milliseconds. */
const REPAINT = 250;
/** How long newer views may put off a view's picture, milliseconds. */
const PATIENCE = 100;
/** How often, while pixels arrive, those near the best fit are counted anew, milliseconds. */
const COUNT = 1000;
/** Grid points across a view on which lines are drawn. */
const LINE_COLUMNS = 192;
/** Colours of a local view reach to this 2Δllh at most: beyond it lies no contour of interest. */
const LOCAL_MAX = 40;

const store = new PixelStore();
const colours = colourTable();
const views = new Map();
let source = null;
let sequence = 0;
let version = 0;
let fetching = false;
let wanted = false;
let counted = { at: -Infinity, near: 0 };
let painting = false;
let timer = null;

const channel = new MessageChannel();
const waiting = [];
channel.port1.onmessage = () => waiting.shift()();

/** Lets messages that came meanwhile have their turn. */
function pause() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

function state(complete) {
  version++;
  if (complete || performance.now() - counted.at > COUNT) counted = { at: performance.now(), near: store.near(LOCAL_MAX) };
  const best = store.best;
  postMessage({
    type: 'state',
    complete,
    count: store.count,
    failed: store.failed,
    near: counted.near,
    levels: store.levels.map(({ nside, scanned, failed }) => ({ nside, scanned, failed })),
    best: best && { nside: best.nside, pixel: best.pixel, llh: best.llh, position: position(store.bestDirection()) },
  });
}

async function take(rows) {
  let from = 0;
  while (from < rows.length) {
    const began = performance.now();
    while (from < rows.length && performance.now() - began < SLICE) {
      store.add(rows.slice(from, from + 2000));
      from += 2000;
    }
    await pause();
  }
}

async function fetchAll() {
  wanted = true;
  if (fetching) return;
  fetching = true;
  let failures = 0;
  try {
    while (wanted) {
      wanted = false;
      for (let more = true; more; ) {
        let answer;
        try {
          const response = await fetch(`${source.url}?after=${sequence}&limit=${BATCH}`, { headers: source.headers });
          answer = await response.json();
          if (!response.ok) throw new Error(answer.error ?? response.statusText);
          failures = 0;
        } catch (error) {
          failures++;
          if (failures > 5) throw error;
          await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** failures));
          continue;
        }
        if (answer.restart) store.clear();
        await take(answer.pixels);
        sequence = answer.seq;
        more = answer.more;
        state(!more);
        repaint();
      }
    }
  } catch (error) {
    postMessage({ type: 'error', message: String(error.message ?? error) });
  } finally {
    fetching = false;
  }
}

/** Paints every view whose picture is older than what it should show; one after the other, the newest wish wins. */
async function repaint() {
  if (painting) return;
  painting = true;
  for (let entry; (entry = [...views.values()].find((each) => stale(each))); ) {
    await picture(entry);
  }
  painting = false;
  const late = [...views.values()].filter((each) => each.version !== version);
  if (late.length > 0 && timer === null) {
    timer = setTimeout(() => {
      timer = null;
      repaint();
    }, REPAINT);
  }
}

function stale(entry) {
  if (entry.painted !== entry.view) return true;
  return entry.version !== version && performance.now() - entry.at >= REPAINT;
}

async function picture(entry) {
  const { name, view, lines } = entry;
  const of = version;
  const empty = store.count === 0;
  const spread = store.spread(0.98);
  const max = view.kind === 'mollweide' ? spread : Math.min(LOCAL_MAX, spread);
  const bytes = new Uint8ClampedArray(4 * view.width * view.height);
  for (let row = 0; row < view.height; ) {
    const began = performance.now();
    while (row < view.height && performance.now() - began < SLICE) {
      const to = Math.min(view.height, row + 8);
      paint(store, view, colours, max, bytes, row, to);
      row = to;
    }
    await pause();
    if (empty && store.count > 0) return;
    // A newer wish ends this picture, but not for ever: somebody who drags should see something.
    if (entry.view !== view && performance.now() - entry.at < PATIENCE) return;
  }
  const rows = Math.max(2, Math.round((LINE_COLUMNS * view.height) / view.width));
  const drawn = lines ? wilksLines({ columns: LINE_COLUMNS, rows, values: grid(store, view, LINE_COLUMNS, rows) }, view) : [];
  const canvas = new OffscreenCanvas(view.width, view.height);
  canvas.getContext('2d').putImageData(new ImageData(bytes, view.width, view.height), 0, 0);
  const bitmap = canvas.transferToImageBitmap();
  entry.painted = view;
  entry.version = of;
  entry.at = performance.now();
  postMessage({ type: 'picture', name, view, bitmap, max, lines: drawn, empty }, [bitmap]);
}

onmessage = async ({ data }) => {
  switch (data.type) {
    case 'open':
      source = data;
      fetchAll();
      break;
    case 'more':
      if (source) fetchAll();
      break;
    case 'rows':
      await take(data.rows);
      state(true);
      repaint();
      break;
    case 'view': {
      const entry = views.get(data.name) ?? { name: data.name, version: -1, at: -Infinity, painted: null };
      entry.view = data.view;
      entry.lines = data.lines;
      views.set(data.name, entry);
      repaint();
      break;
    }
    case 'probe': {
      const pixel = store.pixelAt(...data.direction);
      const best = store.best;
      const delta = pixel && pixel.llh !== null && best ? Math.max(0, 2 * (pixel.llh - best.llh)) : null;
      postMessage({ type: 'probe', id: data.id, pixel, delta });
      break;
    }
    default:
      throw new Error(`unknown message ${data.type}`);
  }
};
