/**
 * The colours of 2Δllh. Lightness falls evenly from the best fit outwards, so that the map reads in grey and with any colour vision.
 */

/** Stops in OKLab (Ottosson 2020): lightness, green–red, blue–yellow. */
const STOPS = [
  [0.97, -0.03, 0.13],
  [0.85, 0.02, 0.15],
  [0.73, 0.11, 0.11],
  [0.6, 0.16, 0.02],
  [0.47, 0.12, -0.09],
  [0.34, 0.05, -0.13],
  [0.21, 0.01, -0.08],
];

function gamma(linear) {
  const v = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055));
}

/** sRGB bytes of an OKLab colour. */
function rgbOf([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The colour at 0 (best fit) … 1 (far from it), as [r, g, b] bytes. */
export function colourAt(t) {
  const at = Math.min(1, Math.max(0, t)) * (STOPS.length - 1);
  const k = Math.min(STOPS.length - 2, Math.floor(at));
  return rgbOf(STOPS[k].map((v, i) => v + (at - k) * (STOPS[k + 1][i] - v)));
}

/** 256 colours as RGBA bytes. */
export function colourTable() {
  const table = new Uint8ClampedArray(4 * 256);
  for (let k = 0; k < 256; k++) table.set([...colourAt(k / 255), 255], 4 * k);
  return table;
}

/** Where a value lies between the best fit (0) and `max` (1): by its root, so that the neighbourhood of the best fit has most colours. */
export function shade(value, max) {
  return Math.sqrt(Math.min(1, Math.max(0, value / max)));
}

/** Round numbers from 0 to `max` for the marks of a colour bar whose places go by the root. */
export function marks(max) {
  if (!(max > 0)) return [0];
  const round = (v) => {
    const power = 10 ** Math.floor(Math.log10(v));
    return power * [1, 2, 5, 10].reduce((best, m) => (Math.abs(m * power - v) < Math.abs(best * power - v) ? m : best));
  };
  const found = [0.04, 0.2, 0.5].map((part) => round(part * max)).filter((v, k, all) => v <= 0.6 * max && all.indexOf(v) === k);
  return [0, ...found, max];
}
