/** Lines of equal 2Δllh on a local view, while a scan has no result whose contours could be shown. */

const { d3 } = globalThis;

/** Wilks' levels of 2Δllh for two parameters: −2 ln(1 − p). */
export const WILKS = [50, 90].map((part) => ({ part, level: -2 * Math.log(1 - part / 100) }));

/** The lines of a grid of 2Δllh over a view, in the picture's pixels, as GeoJSON. Where nothing was scanned no line is drawn. */
export function wilksLines({ columns, rows, values }, view) {
  const scale = [view.width / columns, view.height / rows];
  const known = Array.from(values, (v) => (Number.isNaN(v) ? 1e9 : v));
  const lines = d3.contours().size([columns, rows]).thresholds(WILKS.map(({ level }) => level))(known);
  return WILKS.map(({ part }, k) => ({ part, line: outlines(lines[k], values, columns, scale) }));
}

/** The borders of an area as lines, without the parts along the picture's edge or along what was not scanned. */
function outlines(area, values, columns, [sx, sy]) {
  const rows = values.length / columns;
  const inside = ([x, y]) => {
    if (x <= 0.51 || y <= 0.51 || x >= columns - 0.51 || y >= rows - 0.51) return false;
    const column = Math.min(columns - 2, Math.max(0, Math.floor(x - 0.5)));
    const row = Math.min(rows - 2, Math.max(0, Math.floor(y - 0.5)));
    const at = row * columns + column;
    return ![at, at + 1, at + columns, at + columns + 1].some((k) => Number.isNaN(values[k]));
  };
  const pieces = [];
  for (const polygon of area.coordinates) {
    for (const ring of polygon) {
      let piece = [];
      for (const point of ring) {
        if (inside(point)) {
          piece.push([point[0] * sx, point[1] * sy]);
        } else if (piece.length > 0) {
          pieces.push(piece);
          piece = [];
        }
      }
      if (piece.length > 1) pieces.push(piece);
    }
  }
  return { type: 'MultiLineString', coordinates: pieces.filter((piece) => piece.length > 1) };
}
