/** Pictures of a store's pixels: each point of the picture asks what is seen there, so the cost is the picture's, not the scan's. */
import { fromFrame } from './frames.js';
import { eye } from './projection.js';
import { FAILED } from './store.js';

/**
 * Colours rows `from` … `to` of a picture into `bytes` (RGBA).
 * Not scanned: transparent. Failed fits: red stripes.
 */
export function paint(store, view, colours, max, bytes, from, to) {
  const look = eye(view);
  const equatorial = fromFrame(view.frame);
  const v = [0, 0, 0];
  const best = store.best === null ? 0 : store.best.value;
  const scale = max > 0 ? 2 / max : 0;
  const stripe = Math.max(3, Math.round(view.width / 250));
  for (let py = from; py < to; py++) {
    for (let px = 0; px < view.width; px++) {
      look(px + 0.5, py + 0.5, v);
      const at = 4 * (py * view.width + px);
      if (v[0] !== v[0]) {
        bytes[at + 3] = 0;
        continue;
      }
      equatorial(v);
      const value = store.valueAt(v[0], v[1], v[2]);
      if (value === FAILED) {
        const on = Math.floor((px + py) / stripe) % 2 === 0;
        bytes[at] = on ? 220 : 90;
        bytes[at + 1] = on ? 40 : 20;
        bytes[at + 2] = on ? 40 : 20;
        bytes[at + 3] = 255;
      } else if (value !== value) {
        bytes[at + 3] = 0;
      } else {
        const shade = Math.sqrt(Math.min(1, Math.max(0, (value - best) * scale)));
        const colour = 4 * Math.round(255 * shade);
        bytes[at] = colours[colour];
        bytes[at + 1] = colours[colour + 1];
        bytes[at + 2] = colours[colour + 2];
        bytes[at + 3] = 255;
      }
    }
  }
}

/** 2Δllh, interpolated, on a grid of `columns` × `rows` points over a view, for contour lines; NaN outside what was scanned. */
export function grid(store, view, columns, rows) {
  const values = new Float64Array(columns * rows).fill(NaN);
  if (store.best === null) return values;
  const look = eye(view);
  const equatorial = fromFrame(view.frame);
  const v = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      look(((column + 0.5) * view.width) / columns, ((row + 0.5) * view.height) / rows, v);
      equatorial(v);
      const value = store.smoothAt(v[0], v[1], v[2]);
      values[row * columns + column] = 2 * (value - store.best.value);
    }
  }
  return values;
}
