/**
 * From the plane to the sky and back, as raw functions of radians and of a sphere of radius 1 (x to the east, y to the north).
 * The overlay hands them to d3-geo; the raster uses the inverses.
 */

/** Mollweide's equal-area map of the whole sky (Snyder 1987, USGS Professional Paper 1395, p. 251). */
export function mollweide(lambda, phi) {
  const target = Math.PI * Math.sin(phi);
  let theta = 2 * phi;
  // Newton's steps halve near the poles, where the derivative vanishes too; from there a few more are needed.
  for (let k = 0; k < 40; k++) {
    const slope = 1 + Math.cos(theta);
    if (slope < 1e-12) break;
    const step = (theta + Math.sin(theta) - target) / slope;
    theta -= step;
    if (Math.abs(step) < 1e-12) break;
  }
  const half = theta / 2;
  return [((2 * Math.SQRT2) / Math.PI) * lambda * Math.cos(half), Math.SQRT2 * Math.sin(half)];
}

/** The inverse; NaN outside the map. */
mollweide.invert = (x, y) => {
  const half = Math.asin(y / Math.SQRT2);
  const lambda = (Math.PI * x) / (2 * Math.SQRT2 * Math.cos(half));
  if (!(Math.abs(lambda) <= Math.PI)) return [NaN, NaN];
  return [lambda, Math.asin((2 * half + Math.sin(2 * half)) / Math.PI)];
};

/** Width and height of Mollweide's ellipse. */
export const MOLLWEIDE_SIZE = [4 * Math.SQRT2, 2 * Math.SQRT2];

/**
 * A view: what part of the sky a picture shows. `kind` is `mollweide` or `gnomonic`; `frame` the frame of its axes; `lon`, `lat`
 * (degrees, of that frame) the middle (a Mollweide map has its middle on the equator); `scale` the pixels per radian at the middle;
 * `width`, `height` in pixels. East is to the left, as on the sky.
 *
 * Returns `(px, py, out)` that writes the unit vector (of the view's frame) seen at a point of the picture, or NaN.
 */
export function eye(view) {
  const { width, height, scale } = view;
  const lon = (view.lon * Math.PI) / 180;
  if (view.kind === 'mollweide') {
    return (px, py, out) => {
      const y = (height / 2 - py) / scale;
      const half = Math.asin(y / Math.SQRT2);
      const lambda = (Math.PI * ((width / 2 - px) / scale)) / (2 * Math.SQRT2 * Math.cos(half));
      if (!(Math.abs(lambda) <= Math.PI)) {
        out[0] = NaN;
        return out;
      }
      const z = (2 * half + Math.sin(2 * half)) / Math.PI;
      const s = Math.sqrt((1 - z) * (1 + z));
      out[0] = s * Math.cos(lon + lambda);
      out[1] = s * Math.sin(lon + lambda);
      out[2] = z;
      return out;
    };
  }
  const lat = (view.lat * Math.PI) / 180;
  const [cl, sl, cb, sb] = [Math.cos(lon), Math.sin(lon), Math.cos(lat), Math.sin(lat)];
  return (px, py, out) => {
    const e = (width / 2 - px) / scale;
    const n = (height / 2 - py) / scale;
    const r = 1 / Math.sqrt(1 + e * e + n * n);
    const h = cb - n * sb;
    out[0] = r * (h * cl - e * sl);
    out[1] = r * (h * sl + e * cl);
    out[2] = r * (sb + n * cb);
    return out;
  };
}
