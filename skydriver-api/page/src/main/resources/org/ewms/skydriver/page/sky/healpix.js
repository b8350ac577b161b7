/**
 * HEALPix geometry (Górski et al. 2005, ApJ 622, 759), in the plane of Calabretta & Roukema 2007, MNRAS 381, 865.
 *
 * The plane here has longitudes X in quarter turns, 0 ≤ X < 4, and heights Y, −1 (south pole) ≤ Y ≤ 1 (north pole):
 * Y = 3z/4 in the belt |z| < 2/3; |Y| = 1 − σ/2 with σ = √(3(1 − |z|)) in the caps, whose meridians lean to the middle of
 * their quarter. The twelve base faces are diamonds of width and height 1 in it: 0–3 north, 4–7 equator, 8–11 south. A cell of
 * nside n is (face, x, y), 0 ≤ x, y < n, x to the north-east and y to the north-west.
 *
 * Directions are unit vectors; angles are radians; pixels are RING numbers. All numbers are doubles, exact up to nside 2^24.
 */

export const MAX_NSIDE = 2 ** 24;

/** A cell, written into by the functions that find one, so that nothing is allocated per pixel. */
export function newCell() {
  return { face: 0, x: 0, y: 0 };
}

/** Complains unless `nside` is a power of two within the range of exact arithmetic. */
export function requireNside(nside) {
  if (!Number.isInteger(nside) || nside < 1 || nside > MAX_NSIDE || 2 ** Math.round(Math.log2(nside)) !== nside) {
    throw new RangeError(`nside ${nside} is not a power of two from 1 to ${MAX_NSIDE}`);
  }
}

/** How many pixels the sky has. */
export function pixelCount(nside) {
  return 12 * nside * nside;
}

/** The ring (from 1) of a cap that holds the p-th pixel from its pole: the largest i with 2i(i − 1) ≤ p. */
function capRing(p) {
  let ring = Math.floor((1 + Math.sqrt(1 + 2 * p)) / 2);
  while (2 * ring * (ring - 1) > p) ring--;
  while (2 * ring * (ring + 1) <= p) ring++;
  return ring;
}

/** The cell of a RING pixel, into `out`. */
export function cellOfRing(nside, pixel, out) {
  const n = nside;
  const cap = 2 * n * (n - 1);
  const count = 12 * n * n;
  if (!(pixel >= 0 && pixel < count)) throw new RangeError(`pixel ${pixel} is not one of nside ${nside}`);
  if (pixel < cap) {
    const i = capRing(pixel);
    const j = pixel + 1 - 2 * i * (i - 1);
    const face = Math.floor((j - 1) / i);
    out.face = face;
    out.x = n + j - 1 - (face + 1) * i;
    out.y = n - j + face * i;
  } else if (pixel < count - cap) {
    const row = Math.floor((pixel - cap) / (4 * n));
    const i = row + n;
    const j = pixel - cap - row * 4 * n + 1;
    const shift = (row + 1) % 2;
    const a = 1.5 * n + (j - 1) - (i - shift) / 2;
    const b = 1.5 * n - (j - 1) - (i + shift) / 2;
    const east = Math.floor(a / n);
    const west = Math.floor(b / n);
    out.face = faceOf(east, west);
    out.x = Math.floor(a - east * n);
    out.y = Math.floor(b - west * n);
  } else {
    const i = capRing(count - 1 - pixel);
    const j = pixel - count + 2 * i * (i + 1) + 1;
    const face = Math.floor((j - 1) / i);
    out.face = 8 + face;
    out.x = j - 1 - face * i;
    out.y = (face + 1) * i - j;
  }
  return out;
}

/** The face at the crossing of the east-th and the west-th stripe of the plane; stripes run along the faces' edges. */
function faceOf(east, west) {
  const row = east + west;
  if (row > 0) return (east + 3) & 3;
  return row === 0 ? 4 + (east & 3) : 8 + (east & 3);
}

/** The RING pixel of a cell. */
export function ringOfCell(nside, face, x, y) {
  const n = nside;
  const row = 1 - Math.floor(face / 4);
  const quarter = face % 4;
  const i = (3 - row) * n - x - y - 1;
  if (i < n) return 2 * i * (i - 1) + x - n + (quarter + 1) * i;
  if (i > 3 * n) {
    const k = 4 * n - i;
    return 12 * n * n - 2 * k * (k + 1) + x + quarter * k;
  }
  const shift = (i - n + 1) % 2;
  const middle = row === 0 ? quarter : quarter + 0.5;
  const before = middle * n + (x - y - shift) / 2;
  return 2 * n * (n - 1) + (i - n) * 4 * n + ((before + 4 * n) % (4 * n));
}

/**
 * The place of a direction on its face: `out.face`, and `out.x`, `out.y` in cells of `nside`, not rounded.
 * A direction on a pole or an edge belongs to one of the faces it touches.
 */
export function placeOf(nside, vx, vy, vz, out) {
  let t = Math.atan2(vy, vx) / (Math.PI / 2);
  if (t < 0) t += 4;
  if (t >= 4) t = 0;
  const height = Math.abs(vz);
  if (height < 2 / 3) {
    const a = t + 0.75 * vz + 0.5;
    const b = 0.75 * vz - t + 0.5;
    let east = Math.floor(a);
    const west = Math.floor(b);
    if (east + west > 1) east--;
    else if (east + west < -1) east++;
    out.face = faceOf(east, west);
    out.x = (a - east) * nside;
    out.y = (b - west) * nside;
  } else {
    const sigma = Math.sqrt((3 * (vx * vx + vy * vy)) / (1 + height));
    const quarter = Math.min(3, Math.floor(t));
    const aside = (t - quarter - 0.5) * sigma;
    const up = vz > 0 ? 1 - sigma / 2 : sigma / 2;
    out.face = vz > 0 ? quarter : 8 + quarter;
    out.x = (up + aside) * nside;
    out.y = (up - aside) * nside;
  }
  return out;
}

/** The cell that holds a direction, into `out`. */
export function cellOf(nside, vx, vy, vz, out) {
  placeOf(nside, vx, vy, vz, out);
  out.x = Math.min(nside - 1, Math.max(0, Math.floor(out.x)));
  out.y = Math.min(nside - 1, Math.max(0, Math.floor(out.y)));
  return out;
}

/** The direction of the point (x, y) of a face, in cells of `nside` (a cell's centre is at +½, +½), into `out[at…]`. */
export function directionOf(nside, face, x, y, out, at = 0) {
  const row = 1 - Math.floor(face / 4);
  const aside = (x - y) / (2 * nside);
  const height = row / 2 + ((x + y) / nside - 1) / 2;
  const middle = (face % 4) + (row === 0 ? 0 : 0.5);
  let phi;
  let z;
  let s;
  if (Math.abs(height) <= 0.5) {
    phi = (middle + aside) * (Math.PI / 2);
    z = (4 * height) / 3;
    s = Math.sqrt((1 - z) * (1 + z));
  } else {
    const sigma = 2 - 2 * Math.abs(height);
    phi = (middle + (sigma > 0 ? aside / sigma : 0)) * (Math.PI / 2);
    z = Math.sign(height) * (1 - (sigma * sigma) / 3);
    s = sigma * Math.sqrt((2 - (sigma * sigma) / 3) / 3);
  }
  out[at] = s * Math.cos(phi);
  out[at + 1] = s * Math.sin(phi);
  out[at + 2] = z;
  return out;
}

/** The direction of a RING pixel's centre. */
export function centre(nside, pixel) {
  const cell = cellOfRing(nside, pixel, newCell());
  return directionOf(nside, cell.face, cell.x + 0.5, cell.y + 0.5, [0, 0, 0]);
}

/** The outline of a RING pixel: 4·steps directions from the south corner by east, north and west, not closed. */
export function outline(nside, pixel, steps = 1) {
  const cell = cellOfRing(nside, pixel, newCell());
  const points = [];
  const side = (fromX, fromY, dx, dy) => {
    for (let k = 0; k < steps; k++) {
      const far = k / steps;
      points.push(directionOf(nside, cell.face, cell.x + fromX + far * dx, cell.y + fromY + far * dy, [0, 0, 0]));
    }
  };
  side(0, 0, 1, 0);
  side(1, 0, 0, 1);
  side(1, 1, -1, 0);
  side(0, 1, 0, -1);
  return points;
}

/** The RING pixel that holds a direction. */
export function ringOf(nside, vx, vy, vz) {
  const cell = cellOf(nside, vx, vy, vz, newCell());
  return ringOfCell(nside, cell.face, cell.x, cell.y);
}
