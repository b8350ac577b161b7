/**
 * What the maps of one scan share: the worker with its pixels, the frame, the contours, the cursor.
 * Events: `state`, `picture` (detail: the worker's message), `frame`, `local` (the detector's frame is known), `contours`, `cursor`, `error`.
 */
import { FRAMES, convert } from './frames.js';

export class Sky extends EventTarget {
  /** @param frame its id; the detector's is taken when it is known */
  constructor(frame = 'equatorial') {
    super();
    this.wish = frame;
    this.frame = FRAMES[frame] ?? FRAMES.equatorial;
    this.local = null;
    this.asksLocal = false;
    this.state = null;
    this.contours = null;
    /** Where the cursor is, `{lon, lat}` equatorial degrees, or null. */
    this.cursor = null;
    this.probes = new Map();
    this.lastProbe = 0;
    this.worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.tell('error', event.message ?? 'the map could not be drawn');
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  hear(message) {
    if (message.type === 'state') this.state = message;
    if (message.type === 'probe') {
      this.probes.get(message.id)?.(message);
      this.probes.delete(message.id);
      return;
    }
    this.tell(message.type, message.type === 'error' ? message.message : message);
  }

  /** Starts to fetch the pixels of the route `url`. */
  open(url, headers) {
    this.worker.postMessage({ type: 'open', url, headers });
  }

  /** There is more to fetch. */
  more() {
    this.worker.postMessage({ type: 'more' });
  }

  /** Takes rows `[nside, pixel, llh]` from elsewhere. */
  add(rows) {
    this.worker.postMessage({ type: 'rows', rows });
  }

  show(name, view, lines) {
    this.worker.postMessage({ type: 'view', name, view, lines });
  }

  /** The pixel at an equatorial direction: `{pixel: {nside, pixel, llh} | null, delta}`. */
  probe(direction) {
    const id = ++this.lastProbe;
    return new Promise((resolve) => {
      this.probes.set(id, resolve);
      this.worker.postMessage({ type: 'probe', id, direction });
    });
  }

  /** Shows the frame of this id. */
  setFrame(id) {
    const frame = id === 'local' ? this.local : FRAMES[id];
    if (!frame) throw new Error(`unknown frame ${id}`);
    this.wish = id;
    this.frame = frame;
    this.tell('frame', frame);
  }

  /** Takes the detector's frame. */
  setLocal(frame) {
    this.local = frame;
    this.tell('local', frame);
    if (this.wish === 'local') this.setFrame('local');
  }

  setContours(contours) {
    this.contours = contours;
    this.tell('contours', contours);
  }

  setCursor(lon, lat) {
    this.cursor = lon === null ? null : { lon, lat };
    this.tell('cursor', this.cursor);
  }

  /** The best fit, equatorial degrees: that of the contours (a fitted minimum) if there are any, else the best pixel's centre. */
  bestFit() {
    const fitted = this.contours?.best_fit;
    if (fitted) return { lon: fitted.ra, lat: fitted.dec, llh: fitted.llh, fitted: true };
    const best = this.state?.best;
    return best ? { lon: best.position[0], lat: best.position[1], llh: best.llh, fitted: false } : null;
  }

  /** An equatorial position in the frame shown. */
  inFrame(lon, lat) {
    return convert(lon, lat, 'equatorial', this.frame);
  }

  /** A position of the frame shown, equatorial. */
  toEquatorial(lon, lat) {
    return convert(lon, lat, this.frame, 'equatorial');
  }

  close() {
    this.worker.terminate();
  }
}
