/**
 * One map of a scan: the picture the worker paints, and lines, marks and a cursor over it.
 * `whole`: Mollweide's map of the whole sky. Otherwise a gnomonic view that follows the best fit until somebody moves it.
 */
import { announce, h } from '../dom.js';
import { amount, degrees } from '../text.js';
import { colourTable, marks, shade } from './colour.js';
import { convert, fromFrame, latitude, vector } from './frames.js';
import { MOLLWEIDE_SIZE, eye, mollweide } from './projection.js';

const { d3 } = globalThis;
const WIDEST = 110;
const NARROWEST = 0.02;
const DEGREE = Math.PI / 180;

/** Maps that are to be drawn: one a frame, so that none waits for all of them. */
const due = new Set();

function drawOne() {
  const [map] = due;
  due.delete(map);
  if (due.size > 0) requestAnimationFrame(drawOne);
  if (map.shown && !map.watch.signal.aborted) map.drawNow();
}

export class SkyMap {
  constructor(sky, { name, whole, title }) {
    this.sky = sky;
    this.name = name;
    this.whole = whole;
    this.title = title;
    /** Middle of a local view in the frame shown, its width in degrees, and whether the page chose them. */
    this.middle = null;
    this.width = null;
    this.follows = !whole;
    /** The width this map's own pixels want; a map beside it, to show as much as; and the one whose best fit is the middle of both. */
    this.own = null;
    this.partner = null;
    this.leader = null;
    /** The contours of the result as they were last turned into a frame. */
    this.turned = null;
    /** The view of the picture that is shown, with the picture's own values. */
    this.shown = null;
    this.watch = new AbortController();
    this.build();
    this.listen();
  }

  build() {
    this.picture = h('canvas', { class: 'picture', 'aria-hidden': 'true' });
    /** Lines of longitude and latitude, drawn anew only where they are others. */
    this.net = h('canvas', { 'aria-hidden': 'true' });
    this.netKey = '';
    this.overlay = h('canvas', {
      class: 'overlay',
      tabindex: '0',
      role: 'application',
      'aria-roledescription': 'sky map',
      'aria-label': `${this.title}. Arrow keys move the cursor${this.whole ? ', Enter takes the local view there' : ', plus and minus zoom, 0 returns to the best fit'}.`,
    });
    this.stage = h('div', { class: this.whole ? 'stage whole' : 'stage local' }, this.picture, this.net, this.overlay);
    this.readout = h('p', { class: 'readout' }, ' ');
    this.scale = h('div', { class: 'scale' });
    this.buttons = this.whole ? null : this.zoomButtons();
    this.element = h(
      'figure',
      { class: 'map', id: `map-${this.name}` },
      h('figcaption', {}, h('span', {}, this.title), this.buttons),
      this.stage,
      this.scale,
      this.readout,
    );
  }

  zoomButtons() {
    const button = (label, text, action) => h('button', { type: 'button', class: 'small', 'aria-label': label, title: label, onclick: action }, text);
    return h(
      'span',
      { class: 'zoom' },
      button('Zoom in', '+', () => this.zoom(0.5)),
      button('Zoom out', '−', () => this.zoom(2)),
      button('Back to the best fit', '★', () => this.reset()),
    );
  }

  listen() {
    const { signal } = this.watch;
    const on = (name, action) => this.sky.addEventListener(name, action, { signal });
    on('state', () => this.fit());
    on('frame', () => this.reframe());
    on('contours', () => {
      this.fit();
      this.draw();
    });
    on('cursor', () => this.cursorMoved());
    on('picture', ({ detail }) => detail.name === this.name && this.take(detail));
    on('footprint', () => this.whole && this.draw());
    this.sizes = new ResizeObserver(() => this.request());
    this.sizes.observe(this.stage);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw(), { signal });
    document.addEventListener('themechange', () => this.draw(), { signal });
    const overlay = this.overlay;
    overlay.addEventListener('pointermove', (event) => this.pointed(event));
    overlay.addEventListener('pointerdown', (event) => this.pressed(event));
    overlay.addEventListener('pointerup', (event) => this.released(event));
    overlay.addEventListener('pointerleave', () => !this.drag && this.sky.setCursor(null));
    overlay.addEventListener('keydown', (event) => this.key(event));
    if (!this.whole) overlay.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
  }

  close() {
    this.watch.abort();
    this.sizes.disconnect();
  }

  /** What should be seen now, or null before the map has a size or a place. */
  view() {
    const ratio = Math.min(2, devicePixelRatio || 1);
    const width = Math.round(this.stage.clientWidth * ratio);
    const height = Math.round(this.stage.clientHeight * ratio);
    if (width < 8 || height < 8) return null;
    const frame = this.sky.frame;
    if (this.whole) {
      const scale = Math.min(width / MOLLWEIDE_SIZE[0], height / MOLLWEIDE_SIZE[1]) * 0.985;
      return { kind: 'mollweide', frame, lon: frame.middle, lat: 0, scale, width, height, ratio };
    }
    if (this.middle === null) return null;
    const [lon, lat] = this.middle;
    const scale = width / 2 / Math.tan((this.width * DEGREE) / 2);
    return { kind: 'gnomonic', frame, lon, lat, scale, width, height, ratio };
  }

  request() {
    const view = this.view();
    if (view) this.sky.show(this.name, view, !this.whole && !this.sky.contours);
    if (!this.whole) this.sky.tell('footprint');
  }

  /** The page's own choice of the local view: the best fit, and as wide as the finest pixels reach. */
  fit() {
    if (this.whole || !this.follows) return;
    const best = this.sky.bestFit();
    const finest = this.sky.state?.levels[0];
    if (!best || !finest) return;
    const centre = (this.leader?.follows && this.leader.sky.bestFit()) || best;
    const middle = this.sky.inFrame(centre.lon, centre.lat);
    const cells = Math.min(finest.scanned, 9 + 2.5 * this.sky.state.near);
    const square = (cells * 41252.96) / (12 * finest.nside ** 2);
    const reach = this.sky.contours ? this.reachOfContours(best) : Math.sqrt(square);
    const own = Math.min(90, Math.max(NARROWEST, 2 ** (Math.round(2 * Math.log2(1.6 * reach)) / 2)));
    if (own !== this.own) {
      this.own = own;
      this.partner?.fit();
    }
    const width = Math.max(own, this.partner?.own ?? 0);
    if (this.width === width && this.middle && Math.abs(this.middle[0] - middle[0]) + Math.abs(this.middle[1] - middle[1]) < 1e-9) return;
    this.middle = middle;
    this.width = width;
    this.request();
  }

  /** What a width that shows every contour is made of, degrees. */
  reachOfContours(best) {
    let cosine = 1;
    const to = vector(best.lon, best.lat);
    for (const level of this.sky.contours.levels) {
      for (const polygon of level.polygons) {
        for (const [ra, dec] of polygon) {
          const v = vector(ra, dec);
          cosine = Math.min(cosine, v[0] * to[0] + v[1] * to[1] + v[2] * to[2]);
        }
      }
    }
    const radius = Math.acos(Math.max(-1, cosine)) / DEGREE;
    return radius > 0 ? 1.9 * radius : 2;
  }

  reframe() {
    if (this.middle && this.shown) this.middle = convert(...this.middle, this.shown.view.frame, this.sky.frame);
    else this.fit();
    this.request();
  }

  zoom(factor) {
    if (this.width === null) return;
    this.follows = false;
    this.width = Math.min(WIDEST, Math.max(NARROWEST, this.width * factor));
    this.request();
    announce(`${this.title}: ${amount(this.width)} degrees wide`);
  }

  reset() {
    this.follows = true;
    this.fit();
    this.request();
  }

  /** Takes a local view to an equatorial position. */
  goTo(lon, lat) {
    this.follows = false;
    this.middle = this.sky.inFrame(lon, lat);
    if (this.width === null) this.width = 10;
    this.request();
  }

  /** Shows the same part of the sky as another local view. */
  takeAfter(other) {
    if (other.follows || other.middle === null || other.sky.frame.id !== this.sky.frame.id) return;
    const middle = convert(...other.middle, other.sky.frame, this.sky.frame);
    // Frames of two moments are turned to each other with rounding, which must not go back and forth for ever.
    if (this.width === other.width && this.middle && Math.abs(this.middle[0] - middle[0]) + Math.abs(this.middle[1] - middle[1]) < 1e-9) return;
    this.follows = false;
    this.middle = middle;
    this.width = other.width;
    this.request();
  }

  take(picture) {
    const { view, bitmap, lines } = picture;
    if (this.overlay.width !== view.width || this.overlay.height !== view.height) {
      for (const canvas of [this.net, this.overlay]) {
        canvas.width = view.width;
        canvas.height = view.height;
      }
      this.netKey = '';
    }
    // Nothing is copied: the canvas takes the picture that the worker made.
    this.picture.getContext('bitmaprenderer').transferFromImageBitmap(bitmap);
    this.shown = { view, max: picture.max, lines, look: eye(view) };
    this.stage.dataset.painted = String(Number(this.stage.dataset.painted ?? 0) + 1);
    if (!this.whole) this.stage.dataset.degrees = String((2 * Math.atan(view.width / 2 / view.scale)) / DEGREE);
    this.drawScale(picture.max, picture.empty);
    this.draw();
    if (!this.whole) this.sky.tell('footprint');
  }

  drawScale(max, empty) {
    const key = `${max} ${empty}`;
    if (this.scale.dataset.key === key) return;
    this.scale.dataset.key = key;
    if (empty) {
      this.scale.replaceChildren(h('span', { class: 'quiet' }, 'No pixel yet'));
      return;
    }
    const ramp = h('canvas', { width: '256', height: '1', class: 'ramp', 'aria-hidden': 'true' });
    ramp.getContext('2d').putImageData(new ImageData(colourTable(), 256, 1), 0, 0);
    const ticks = h('span', { class: 'ticks' });
    for (const mark of marks(max)) {
      const tick = h('span', {}, amount(mark));
      tick.style.left = `${100 * shade(mark, max)}%`;
      ticks.append(tick);
    }
    this.scale.replaceChildren(h('span', { class: 'name' }, '2Δllh'), h('span', { class: 'rampbox' }, ramp, ticks));
  }

  projection() {
    const { view } = this.shown;
    const made = this.whole
      ? d3.geoProjection(mollweide).rotate([-view.lon, 0])
      : d3.geoGnomonic().rotate([-view.lon, -view.lat]).clipAngle(70);
    return made
      .reflectX(true)
      .scale(view.scale)
      .translate([view.width / 2, view.height / 2])
      // Lines have points enough as they are; looking for more between them would cost most of what drawing them does.
      .precision(0);
  }

  /** Draws lines, marks and cursor with one of the next frames, once however often it is asked for. */
  draw() {
    if (due.size === 0) requestAnimationFrame(drawOne);
    due.add(this);
  }

  drawNow() {
    const { view } = this.shown;
    const g = this.overlay.getContext('2d');
    g.clearRect(0, 0, view.width, view.height);
    const projection = this.projection();
    if (!this.whole) projection.clipExtent([[0, 0], [view.width, view.height]]);
    const path = d3.geoPath(projection, g);
    const css = getComputedStyle(this.element);
    const pen = penOf(g, css, view);
    this.drawNet(projection, css);
    this.drawContours(pen, (shape) => {
      g.beginPath();
      path(shape);
      g.stroke();
    }, g);
    if (this.whole) this.drawFootprint(projection, g, pen);
    this.drawBestFit(projection, g);
    this.drawCursor(projection, g, pen);
  }

  drawNet(projection, css) {
    const { view } = this.shown;
    const key = JSON.stringify([view, css.getPropertyValue('--grid')]);
    if (key === this.netKey) return;
    this.netKey = key;
    const g = this.net.getContext('2d');
    g.clearRect(0, 0, view.width, view.height);
    const pen = penOf(g, css, view);
    const path = d3.geoPath(projection, g);
    const stroke = (shape) => {
      g.beginPath();
      path(shape);
      g.stroke();
    };
    const step = this.whole ? 30 : this.stepOfGraticule(view);
    pen('--grid', 0.7);
    if (this.whole) {
      wholeNet(g, view, step);
      pen('--line', 1);
      ellipse(g, view, 180);
    } else {
      stroke(netAround(view, step));
    }
    g.font = `${11 * view.ratio}px system-ui, sans-serif`;
    g.fillStyle = css.getPropertyValue('--label');
    g.strokeStyle = css.getPropertyValue('--halo');
    g.lineWidth = 3 * view.ratio;
    g.setLineDash([]);
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    const write = (text, at) => {
      if (!at) return;
      g.strokeText(text, at[0], at[1]);
      g.fillText(text, at[0], at[1]);
    };
    if (this.whole) {
      for (let k = 1; k < 6; k++) {
        const lon = (view.lon + 180 - 60 * k + 720) % 360;
        write(view.frame.id === 'equatorial' ? `${(lon / 15).toFixed(0)}h` : `${lon}°`, projection([lon, -3.5]));
      }
      for (const lat of [-60, -30, 30, 60]) write(latitude(view.frame, lat, 0), projection([view.lon + 172, lat]));
      return;
    }
    this.labelLocal(view, projection, step, write);
  }

  /** Labels of the lines that meet the lower and the left edge of a local view. */
  labelLocal(view, projection, [lonStep, latStep], write) {
    const out = [0, 0, 0];
    const inset = 12 * view.ratio;
    const placeAt = (x, y) => {
      this.shown.look(x, y, out);
      return [Math.atan2(out[1], out[0]) / DEGREE, Math.asin(out[2]) / DEGREE];
    };
    const digits = (step) => Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (step < 1 && !Number.isInteger(step * 10 ** -Math.floor(Math.log10(step))) ? 1 : 0));
    let before = null;
    let lastX = -Infinity;
    for (let x = 0; x < view.width; x += view.ratio) {
      const line = Math.floor(placeAt(x, view.height - inset)[0] / lonStep);
      if (before !== null && line !== before && Math.abs(line - before) < 2 && x - lastX > 48 * view.ratio && x > 50 * view.ratio && x < view.width - 24 * view.ratio) {
        const lon = (Math.max(line, before) * lonStep + 720) % 360;
        write(`${lon.toFixed(digits(lonStep))}°`, [x, view.height - inset]);
        lastX = x;
      }
      before = line;
    }
    before = null;
    for (let y = 0; y < view.height - 3 * inset; y += view.ratio) {
      const line = Math.floor(placeAt(2 * inset, y)[1] / latStep);
      if (before !== null && line !== before && y > inset) {
        const lat = Math.max(line, before) * latStep;
        write(latitude(view.frame, lat, digits(latStep)), [2.1 * inset, y]);
      }
      before = line;
    }
  }

  /** Steps of longitude and latitude that give a local view four to eight lines each way. */
  stepOfGraticule(view) {
    const nice = (width) => {
      const steps = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002];
      return steps.find((step) => step <= width / 3.5) ?? 0.001;
    };
    const lat = nice(this.widthOf(view));
    const lon = nice(Math.min(120, this.widthOf(view) / Math.max(0.05, Math.cos(view.lat * DEGREE))));
    return [lon, lat];
  }

  widthOf(view) {
    return (2 * Math.atan(view.width / 2 / view.scale)) / DEGREE;
  }

  drawContours(pen, stroke, g) {
    const { lines } = this.shown;
    for (const { name, line } of this.contourLines()) {
      pen('--halo', 4);
      stroke(line);
      pen(name.startsWith('90') ? '--line90' : '--line50', 1.8, name.startsWith('90') ? [7, 4] : []);
      stroke(line);
    }
    if (!this.sky.contours) {
      const flat = d3.geoPath(null, g);
      for (const { part, line } of lines) {
        const trace = () => {
          g.beginPath();
          flat(line);
          g.stroke();
        };
        pen('--halo', 3.5);
        trace();
        pen(part === 90 ? '--line90' : '--line50', 1.4, part === 90 ? [7, 4] : []);
        trace();
      }
    }
  }

  /** The contours of the result in the frame of the picture shown. */
  contourLines() {
    const { contours } = this.sky;
    const { frame } = this.shown.view;
    if (contours === null) return [];
    if (this.turned?.contours !== contours || this.turned.frame !== frame.id) {
      const turned = (ring) => ring.map(([ra, dec]) => convert(ra, dec, 'equatorial', frame));
      const lines = contours.levels.map((level) => ({ name: level.name, line: { type: 'MultiLineString', coordinates: level.polygons.map((ring) => closed(turned(ring))) } }));
      this.turned = { contours, frame: frame.id, lines };
    }
    return this.turned.lines;
  }

  /** The outline of the local view on the map of the whole sky. */
  drawFootprint(projection, g, pen) {
    const other = this.local?.shown?.view;
    if (!other || other.frame.id !== this.shown.view.frame.id) return;
    const look = eye(other);
    const v = [0, 0, 0];
    const edge = [];
    const along = (x0, y0, x1, y1) => {
      for (let k = 0; k < 12; k++) {
        look(x0 + ((x1 - x0) * k) / 12, y0 + ((y1 - y0) * k) / 12, v);
        edge.push([Math.atan2(v[1], v[0]) / DEGREE, Math.asin(Math.min(1, Math.max(-1, v[2]))) / DEGREE]);
      }
    };
    const { width: w, height: t } = other;
    along(0, 0, w, 0);
    along(w, 0, w, t);
    along(w, t, 0, t);
    along(0, t, 0, 0);
    const path = d3.geoPath(projection, g);
    const line = { type: 'LineString', coordinates: closed(edge) };
    for (const [colour, width] of [['--halo', 3], ['--line', 1.2]]) {
      pen(colour, width);
      g.beginPath();
      path(line);
      g.stroke();
    }
  }

  drawBestFit(projection, g) {
    const best = this.sky.bestFit();
    if (!best) return;
    const at = this.visible(best.lon, best.lat, projection);
    this.stage.dataset.best = at ? `${(at[0] / this.shown.view.ratio).toFixed(1)},${(at[1] / this.shown.view.ratio).toFixed(1)}` : '';
    if (!at) return;
    const ratio = this.shown.view.ratio;
    const size = (this.whole ? 8 : 10) * ratio;
    g.setLineDash([]);
    g.lineJoin = 'round';
    g.beginPath();
    for (let k = 0; k < 10; k++) {
      const r = k % 2 === 0 ? size : size * 0.42;
      const angle = (Math.PI * k) / 5 - Math.PI / 2;
      g.lineTo(at[0] + r * Math.cos(angle), at[1] + r * Math.sin(angle));
    }
    g.closePath();
    g.strokeStyle = '#fff';
    g.lineWidth = 3.4 * ratio;
    g.stroke();
    g.fillStyle = '#d6006c';
    g.fill();
    g.strokeStyle = '#1b1030';
    g.lineWidth = 1.2 * ratio;
    g.stroke();
  }

  drawCursor(projection, g, pen) {
    const cursor = this.sky.cursor;
    if (!cursor) return;
    const at = this.visible(cursor.lon, cursor.lat, projection);
    if (!at) return;
    const r = 9 * this.shown.view.ratio;
    for (const [colour, width] of [['--halo', 4], ['--text', 1.4]]) {
      pen(colour, width);
      g.beginPath();
      g.moveTo(at[0] - 1.8 * r, at[1]);
      g.lineTo(at[0] - 0.6 * r, at[1]);
      g.moveTo(at[0] + 0.6 * r, at[1]);
      g.lineTo(at[0] + 1.8 * r, at[1]);
      g.moveTo(at[0], at[1] - 1.8 * r);
      g.lineTo(at[0], at[1] - 0.6 * r);
      g.moveTo(at[0], at[1] + 0.6 * r);
      g.lineTo(at[0], at[1] + 1.8 * r);
      g.stroke();
    }
  }

  /** Where an equatorial position is in the picture, or null where it is not seen. */
  visible(lon, lat, projection) {
    const { view } = this.shown;
    const [l, b] = convert(lon, lat, 'equatorial', view.frame);
    if (!this.whole) {
      const a = vector(l, b);
      const c = vector(view.lon, view.lat);
      if (a[0] * c[0] + a[1] * c[1] + a[2] * c[2] < 0.2) return null;
    }
    const at = projection([l, b]);
    return at && at[0] >= 0 && at[0] <= view.width && at[1] >= 0 && at[1] <= view.height ? at : null;
  }

  /** The equatorial position at a point of the canvas (CSS pixels), or null beside the sky. */
  positionAt(x, y) {
    if (!this.shown) return null;
    const { view, look } = this.shown;
    const v = look(x * view.ratio, y * view.ratio, [0, 0, 0]);
    if (Number.isNaN(v[0])) return null;
    const e = fromFrame(view.frame)(v);
    return [Math.atan2(e[1], e[0]) / DEGREE, Math.atan2(e[2], Math.hypot(e[0], e[1])) / DEGREE];
  }

  pointed(event) {
    if (this.drag) {
      const { x, y, middle } = this.drag;
      if (!this.whole && Math.hypot(event.offsetX - x, event.offsetY - y) > 3) {
        this.drag.moved = true;
        this.follows = false;
        const perPixel = this.width / this.stage.clientWidth;
        const lat = Math.min(89.9, Math.max(-89.9, middle[1] + (event.offsetY - y) * perPixel));
        const lon = middle[0] + ((event.offsetX - x) * perPixel) / Math.max(0.02, Math.cos(lat * DEGREE));
        this.middle = [((lon % 360) + 360) % 360, lat];
        this.request();
        return;
      }
    }
    const at = this.positionAt(event.offsetX, event.offsetY);
    this.sky.setCursor(...(at ?? [null]));
  }

  pressed(event) {
    if (event.button !== 0) return;
    this.overlay.setPointerCapture(event.pointerId);
    this.drag = { x: event.offsetX, y: event.offsetY, middle: this.middle, moved: false };
  }

  released(event) {
    const { drag } = this;
    this.drag = null;
    if (!drag || drag.moved || !this.whole || !this.local) return;
    const at = this.positionAt(event.offsetX, event.offsetY);
    if (at) this.local.goTo(...at);
  }

  wheel(event) {
    event.preventDefault();
    if (this.width === null) return;
    this.follows = false;
    this.width = Math.min(WIDEST, Math.max(NARROWEST, this.width * 1.0015 ** event.deltaY));
    this.request();
  }

  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    if (move) {
      this.step(move, event.shiftKey ? 40 : 6);
    } else if (!this.whole && (event.key === '+' || event.key === '=')) {
      this.zoom(0.5);
    } else if (!this.whole && event.key === '-') {
      this.zoom(2);
    } else if (!this.whole && event.key === '0') {
      this.reset();
    } else if (event.key === 'Enter' && this.whole && this.local && this.sky.cursor) {
      this.local.goTo(this.sky.cursor.lon, this.sky.cursor.lat);
    } else if (event.key === 'Escape') {
      this.sky.setCursor(null);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Moves the cursor by CSS pixels; a local view follows it over its edge. */
  step([dx, dy], pixels) {
    if (!this.shown) return;
    const { view } = this.shown;
    const projection = this.projection();
    const start = this.sky.cursor ?? this.sky.bestFit();
    const at = (start && this.visible(start.lon, start.lat, projection)) ?? [view.width / 2, view.height / 2];
    const to = this.positionAt(at[0] / view.ratio + dx * pixels, at[1] / view.ratio + dy * pixels);
    if (!to) return;
    this.speaks = true;
    this.sky.setCursor(...to);
    if (!this.whole && !this.visible(...to, projection)) this.goTo(...to);
  }

  async cursorMoved() {
    this.draw();
    const { cursor } = this.sky;
    if (!cursor) {
      this.readout.textContent = ' ';
      return;
    }
    const { frame } = this.sky;
    const [lon, lat] = this.sky.inFrame(cursor.lon, cursor.lat);
    const { pixel, delta } = await this.sky.probe(vector(cursor.lon, cursor.lat));
    if (this.sky.cursor !== cursor) return;
    const value = pixel === null ? 'not scanned' : `${pixel.llh === null ? 'fit failed' : `2Δllh ${amount(delta)}`} · nside ${pixel.nside}, pixel ${pixel.pixel}`;
    const digits = this.width !== null && this.width < 1 ? 4 : 2;
    const text = `${frame.lon} ${degrees(lon, digits)}  ${frame.lat} ${latitude(frame, lat, digits)} · ${value}`;
    this.readout.textContent = text;
    if (this.speaks) announce(text);
    this.speaks = false;
  }
}

/** Sets colour (a property of the style sheet), width and dashes (CSS pixels) of lines to come. */
function penOf(g, css, view) {
  return (colour, width, dash = []) => {
    g.strokeStyle = css.getPropertyValue(colour);
    g.lineWidth = width * view.ratio;
    g.setLineDash(dash.map((d) => d * view.ratio));
  };
}

/** The meridians that lie so many degrees on both sides of the middle of Mollweide's map: an ellipse. */
function ellipse(g, view, away) {
  g.beginPath();
  g.ellipse(view.width / 2, view.height / 2, (view.scale * 2 * Math.SQRT2 * away) / 180, view.scale * Math.SQRT2, 0, 0, 2 * Math.PI);
  g.stroke();
}

/** Lines of longitude and latitude of the whole sky, a step in degrees apart; the middle lies on one of them. */
function wholeNet(g, view, step) {
  const [x0, y0] = [view.width / 2, view.height / 2];
  for (let away = step; away < 180; away += step) ellipse(g, view, away);
  g.beginPath();
  g.moveTo(x0, y0 - view.scale * Math.SQRT2);
  g.lineTo(x0, y0 + view.scale * Math.SQRT2);
  for (let lat = -90 + step; lat < 90; lat += step) {
    const [x, y] = mollweide(Math.PI, lat * DEGREE);
    g.moveTo(x0 - view.scale * x, y0 - view.scale * y);
    g.lineTo(x0 + view.scale * x, y0 - view.scale * y);
  }
  g.stroke();
}

/** Lines of longitude and latitude through what a local view can show, and no others: all of the sky has thousands at a fine step. */
export function netAround(view, [lonStep, latStep]) {
  const radius = Math.atan(Math.hypot(view.width, view.height) / 2 / view.scale);
  const reach = radius / DEGREE;
  const low = Math.max(-90 + 1e-6, view.lat - reach);
  const high = Math.min(90 - 1e-6, view.lat + reach);
  const aside = Math.sin(radius) / Math.cos(view.lat * DEGREE);
  const polar = Math.abs(view.lat) + reach >= 90 || aside >= 1;
  const width = polar ? 180 : Math.asin(aside) / DEGREE;
  const lines = [];
  for (let k = Math.ceil((view.lon - width) / lonStep); k * lonStep <= view.lon + width; k++) {
    lines.push([[k * lonStep, low], [k * lonStep, view.lat], [k * lonStep, high]]);
  }
  const points = polar ? 144 : 32;
  for (let k = Math.ceil(low / latStep); k * latStep <= high; k++) {
    lines.push(Array.from({ length: points + 1 }, (_, i) => [view.lon - width + (2 * width * i) / points, k * latStep]));
  }
  return { type: 'MultiLineString', coordinates: lines };
}

function closed(ring) {
  if (ring.length === 0) return ring;
  const [first, last] = [ring[0], ring[ring.length - 1]];
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}
