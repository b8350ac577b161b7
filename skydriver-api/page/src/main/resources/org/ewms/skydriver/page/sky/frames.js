/** Celestial frames: unit vectors, longitude and latitude in degrees, equatorial (ICRS) and galactic. */

/** Equatorial to galactic: Hipparcos Catalogue (ESA SP-1200), section 1.5.3; rows are the galactic axes. */
const TO_GALACTIC = [
  -0.05487556041621537, -0.873437090234885, -0.4838350155487132,
  0.4941094278755837, -0.4448296299600112, 0.7469822444972189,
  -0.8676661490190047, -0.1980763734312015, 0.4559837761750669,
];

const TO_EQUATORIAL = [0, 3, 6, 1, 4, 7, 2, 5, 8].map((k) => TO_GALACTIC[k]);
const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const DEGREE = Math.PI / 180;

/** What the page calls a frame and its coordinates, and the longitude in the middle of its map of the whole sky. */
export const FRAMES = {
  equatorial: { name: 'Equatorial', lon: 'RA', lat: 'Dec', middle: 180 },
  galactic: { name: 'Galactic', lon: 'l', lat: 'b', middle: 0 },
};

/** The 3×3 matrix (rows) that turns a vector of one frame into that of another. */
export function matrix(from, to) {
  if (from === to) return IDENTITY;
  return to === 'galactic' ? TO_GALACTIC : TO_EQUATORIAL;
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
  return from === to ? [lon, lat] : position(turn(matrix(from, to), vector(lon, lat)));
}

/** The angle between two positions, degrees; exact for small and large angles (Vincenty). */
export function separation(lonA, latA, lonB, latB) {
  const a = vector(lonA, latA);
  const b = vector(lonB, latB);
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / DEGREE;
}
