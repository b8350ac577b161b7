/**
 * The pixels of a scan, of any number of nsides, in typed arrays: pages of 64 × 64 cells of one face, made when first needed.
 * No object per pixel: 3.1 million take 13 MB.
 */
import { cellOf, cellOfRing, directionOf, newCell, placeOf, requireNside, ringOfCell } from './healpix.js';

const SIDE = 64;

/** What a page holds where nothing was scanned, and where the fit failed. */
export const UNSCANNED = NaN;
export const FAILED = Infinity;

class Level {
  constructor(nside) {
    this.nside = nside;
    this.across = Math.max(1, nside / SIDE);
    this.pages = new Map();
    this.scanned = 0;
    this.failed = 0;
    this.lastKey = -1;
    this.lastPage = null;
  }

  page(face, x, y) {
    const key = (face * this.across + Math.floor(y / SIDE)) * this.across + Math.floor(x / SIDE);
    if (key !== this.lastKey) {
      this.lastKey = key;
      this.lastPage = this.pages.get(key) ?? null;
    }
    return this.lastPage;
  }

  get(face, x, y) {
    const page = this.page(face, x, y);
    return page === null ? UNSCANNED : page[(y % SIDE) * SIDE + (x % SIDE)];
  }

  set(face, x, y, value) {
    let page = this.page(face, x, y);
    if (page === null) {
      page = new Float32Array(SIDE * SIDE).fill(UNSCANNED);
      this.pages.set(this.lastKey, page);
      this.lastPage = page;
    }
    const at = (y % SIDE) * SIDE + (x % SIDE);
    const before = page[at];
    page[at] = value;
    if (Number.isNaN(before)) this.scanned++;
    if (before === FAILED) this.failed--;
    if (value === FAILED) this.failed++;
    return before;
  }
}

/**
 * Values are llh less the first one seen (`base`), so that single precision keeps differences near the best fit to 1e-4 and better
 * where llh itself is of the order of 1e4.
 */
export class PixelStore {
  constructor() {
    this.clear();
  }

  clear() {
    this.levels = [];
    this.base = null;
    this.best = null;
    this.cell = newCell();
  }

  get count() {
    return this.levels.reduce((sum, level) => sum + level.scanned, 0);
  }

  get failed() {
    return this.levels.reduce((sum, level) => sum + level.failed, 0);
  }

  level(nside) {
    let level = this.levels.find((each) => each.nside === nside);
    if (!level) {
      requireNside(nside);
      level = new Level(nside);
      this.levels.push(level);
      this.levels.sort((a, b) => b.nside - a.nside);
    }
    return level;
  }

  /** Takes rows of `[nside, pixel, llh]`; llh null: the fit failed. */
  add(rows) {
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k];
      this.put(row[0], row[1], row[2]);
    }
  }

  put(nside, pixel, llh) {
    const level = this.lastLevel?.nside === nside && this.levels.includes(this.lastLevel) ? this.lastLevel : this.level(nside);
    this.lastLevel = level;
    const { face, x, y } = cellOfRing(nside, pixel, this.cell);
    if (llh === null || !Number.isFinite(llh)) {
      level.set(face, x, y, FAILED);
      if (this.best?.nside === nside && this.best.pixel === pixel) this.findBest();
      return;
    }
    if (this.base === null) this.base = llh;
    const value = llh - this.base;
    level.set(face, x, y, value);
    if (this.best === null || value < this.best.value) this.best = { nside, pixel, llh, value };
    else if (this.best.nside === nside && this.best.pixel === pixel && value > this.best.value) this.findBest();
  }

  /** After the best pixel was replaced by a worse one. */
  findBest() {
    let best = null;
    for (const level of this.levels) {
      for (const [key, page] of level.pages) {
        for (let at = 0; at < page.length; at++) {
          const value = page[at];
          if (Number.isFinite(value) && (best === null || value < best.value)) {
            const column = key % level.across;
            const row = Math.floor(key / level.across) % level.across;
            const face = Math.floor(key / level.across / level.across);
            const pixel = ringOfCell(level.nside, face, column * SIDE + (at % SIDE), row * SIDE + Math.floor(at / SIDE));
            best = { nside: level.nside, pixel, value, llh: value + this.base };
          }
        }
      }
    }
    this.best = best;
  }

  /** The value seen in a direction: that of the finest cell there. */
  valueAt(vx, vy, vz) {
    const levels = this.levels;
    if (levels.length === 0) return UNSCANNED;
    const finest = levels[0].nside;
    const cell = cellOf(finest, vx, vy, vz, this.cell);
    for (let k = 0; k < levels.length; k++) {
      const level = levels[k];
      const ratio = finest / level.nside;
      const value = level.get(cell.face, Math.floor(cell.x / ratio), Math.floor(cell.y / ratio));
      if (value === value) return value;
    }
    return UNSCANNED;
  }

  /** The pixel seen in a direction, `{nside, pixel, llh}` (llh null: failed), or null. */
  pixelAt(vx, vy, vz) {
    for (const level of this.levels) {
      const cell = cellOf(level.nside, vx, vy, vz, this.cell);
      const value = level.get(cell.face, cell.x, cell.y);
      if (!Number.isNaN(value)) {
        const pixel = ringOfCell(level.nside, cell.face, cell.x, cell.y);
        return { nside: level.nside, pixel, llh: value === FAILED ? null : value + this.base };
      }
    }
    return null;
  }

  /**
   * The value between the centres of the cells around a direction: bilinear on the face at the finest nside where any of them is
   * known and near, for lines; NaN where none is.
   */
  smoothAt(vx, vy, vz) {
    for (const level of this.levels) {
      const place = placeOf(level.nside, vx, vy, vz, this.cell);
      const limit = level.nside - 1;
      const x = Math.min(limit, Math.max(0, place.x - 0.5));
      const y = Math.min(limit, Math.max(0, place.y - 0.5));
      const x0 = Math.min(Math.max(0, limit - 1), Math.floor(x));
      const y0 = Math.min(Math.max(0, limit - 1), Math.floor(y));
      const x1 = Math.min(limit, x0 + 1);
      const y1 = Math.min(limit, y0 + 1);
      const { face } = place;
      const [fx, fy] = [x - x0, y - y0];
      let sum = 0;
      let weight = 0;
      for (let corner = 0; corner < 4; corner++) {
        const east = corner & 1;
        const west = corner >> 1;
        const value = level.get(face, east ? x1 : x0, west ? y1 : y0);
        if (!Number.isFinite(value)) continue;
        const share = (east ? fx : 1 - fx) * (west ? fy : 1 - fy);
        sum += share * value;
        weight += share;
      }
      if (weight >= 0.1) return sum / weight;
    }
    return NaN;
  }

  /** How many cells of the finest nside have a 2Δllh below `limit`. */
  near(limit) {
    if (this.best === null) return 0;
    const below = this.best.value + limit / 2;
    let found = 0;
    for (const page of this.levels[0].pages.values()) {
      for (let at = 0; at < page.length; at++) if (page[at] < below) found++;
    }
    return found;
  }

  /** The direction of the best pixel's centre. */
  bestDirection() {
    const { nside, pixel } = this.best;
    const { face, x, y } = cellOfRing(nside, pixel, this.cell);
    return directionOf(nside, face, x + 0.5, y + 0.5, [0, 0, 0]);
  }

  /** The 2Δllh below which this part (0 … 1) of a sample of the scanned coarsest cells lies: what the colours should span. */
  spread(part) {
    const coarsest = this.levels[this.levels.length - 1];
    if (!coarsest || this.best === null) return 0;
    const sample = [];
    const step = Math.max(1, Math.floor((coarsest.pages.size * SIDE * SIDE) / 20000)) | 1;
    let at = 0;
    for (const page of coarsest.pages.values()) {
      for (; at < page.length; at += step) if (Number.isFinite(page[at])) sample.push(page[at]);
      at -= page.length;
    }
    sample.sort((a, b) => a - b);
    if (sample.length === 0) return 0;
    return 2 * (sample[Math.floor(part * (sample.length - 1))] - this.best.value);
  }
}
