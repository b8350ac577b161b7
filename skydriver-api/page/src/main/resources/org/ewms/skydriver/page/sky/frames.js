/** Frames: unit vectors, longitude and latitude in degrees. Equatorial (ICRS), galactic, and that of the detector at one moment. */
import { degrees } from '../text.js';

/** Equatorial to galactic: Hipparcos Catalogue (ESA SP-1200), section 1.5.3; rows are the galactic axes. */
const TO_GALACTIC = [
  -0.05487556041621537, -0.873437090234885, -0.4838350155487132,
  0.4941094278755837, -0.4448296299600112, 0.7469822444972189,
  -0.8676661490190047, -0.1980763734312015, 0.4559837761750669,
];

const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const DEGREE = Math.PI / 180;

/**
 * What the page calls a frame and its coordinates, the longitude in the middle of its map of the whole sky, its axes (rows, equatorial),
 * and the velocity of who looks (equatorial, units of c; null where positions are those of stars, not of how they are seen).
 * A frame is plain data, so that a worker can be told of it.
 */
export const FRAMES = {
  equatorial: { id: 'equatorial', name: 'Equatorial', lon: 'RA', lat: 'Dec', middle: 180, rows: IDENTITY, velocity: null },
  galactic: { id: 'galactic', name: 'Galactic', lon: 'l', lat: 'b', middle: 0, rows: TO_GALACTIC, velocity: null },
};

/** The detector's own frame at an event's time, from the service's `local-frame`; its latitude is shown as the zenith angle. */
export function localFrame({ axes, velocity }) {
  return { id: 'local', name: 'IceCube', lon: 'azimuth', lat: 'zenith', middle: 180, zenith: true, rows: axes.flat(), velocity };
}

/** A latitude of a frame as it is shown there. */
export function latitude(frame, lat, decimals) {
  return frame.zenith ? degrees(90 - lat, decimals) : degrees(lat, decimals, true);
}

const known = (frame) => (typeof frame === 'string' ? FRAMES[frame] : frame);

/** Whether both are surely the same; what came from a worker is a copy, and detectors' frames are of as many moments as there are events. */
const alike = (a, b) => a === b || (a.id === b.id && a.velocity === null);

/** Relativistic aberration, exact, in place; with sign −1 its inverse. */
function aberrate(v, velocity, sign) {
  const along = sign * (v[0] * velocity[0] + v[1] * velocity[1] + v[2] * velocity[2]);
  const contraction = Math.sqrt(1 - velocity[0] ** 2 - velocity[1] ** 2 - velocity[2] ** 2);
  const push = sign * (1 + along / (1 + contraction));
  for (let k = 0; k < 3; k++) v[k] = (v[k] * contraction + push * velocity[k]) / (1 + along);
  return v;
}

/** An equatorial vector in a frame. */
export function toFrame(frame, v) {
  const { rows, velocity } = known(frame);
  return turn(rows, velocity ? aberrate([...v], velocity, 1) : v);
}

/** `(v) =>` the same vector of a frame in the equatorial one, in place: for many. */
export function fromFrame(frame) {
  const { rows: m, velocity } = known(frame);
  return (v) => {
    const [x, y, z] = v;
    v[0] = m[0] * x + m[3] * y + m[6] * z;
    v[1] = m[1] * x + m[4] * y + m[7] * z;
    v[2] = m[2] * x + m[5] * y + m[8] * z;
    return velocity ? aberrate(v, velocity, -1) : v;
  };
}

/** A matrix times a vector. */
export function turn(m, v) {
  return [
    m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
    m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
    m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
  ];
}

/** The unit vector of a position in degrees. */
export function vector(lon, lat) {
  const c = Math.cos(lat * DEGREE);
  return [c * Math.cos(lon * DEGREE), c * Math.sin(lon * DEGREE), Math.sin(lat * DEGREE)];
}

/** The position [lon, lat] of a vector in degrees, 0 ≤ lon < 360. */
export function position(v) {
  const lon = Math.atan2(v[1], v[0]) / DEGREE;
  return [lon < 0 ? lon + 360 : lon, Math.atan2(v[2], Math.hypot(v[0], v[1])) / DEGREE];
}

/** A position of one frame in another, degrees. */
export function convert(lon, lat, from, to) {
  return alike(known(from), known(to)) ? [lon, lat] : position(toFrame(to, fromFrame(from)(vector(lon, lat))));
}

/** The angle between two positions, degrees; exact for small and large angles (Vincenty). */
export function separation(lonA, latA, lonB, latB) {
  const a = vector(lonA, latA);
  const b = vector(lonB, latB);
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / DEGREE;
}
