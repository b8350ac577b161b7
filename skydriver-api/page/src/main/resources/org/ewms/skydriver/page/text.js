/** Numbers, times and states as people read them. */

const SEXAGESIMAL = 3600;

function sexagesimal(value, decimals) {
  const scale = 10 ** decimals;
  const total = Math.round(value * SEXAGESIMAL * scale);
  const seconds = (total % (60 * scale)) / scale;
  const minutes = Math.floor(total / (60 * scale)) % 60;
  const whole = Math.floor(total / (3600 * scale));
  const pad = (n) => String(n).padStart(2, '0');
  const text = seconds.toFixed(decimals).padStart(decimals > 0 ? 3 + decimals : 2, '0');
  return { whole, minutes: pad(minutes), seconds: text };
}

/** Degrees as `09h 14m 37.1s`. */
export function hours(degrees) {
  const { whole, minutes, seconds } = sexagesimal((((degrees % 360) + 360) % 360) / 15, 1);
  return `${String(whole % 24).padStart(2, '0')}h ${minutes}m ${seconds}s`;
}

/** Degrees as `+00° 08′ 30″`. */
export function arcs(degrees) {
  const { whole, minutes, seconds } = sexagesimal(Math.abs(degrees), 0);
  return `${degrees < 0 ? '−' : '+'}${String(whole).padStart(2, '0')}° ${minutes}′ ${seconds}″`;
}

/** Degrees with a sign where there is one to tell: `138.654°`, `+0.142°`. */
export function degrees(value, decimals = 3, signed = false) {
  const text = Math.abs(value).toFixed(decimals);
  if (!signed && value >= 0) return `${text}°`;
  return `${value < 0 ? '−' : '+'}${text}°`;
}

/** Square degrees with three significant digits. */
export function area(value) {
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))} deg²`;
}

/** A count with narrow spaces that do not break: `3 145 728`. */
export function count(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A value of the map: few digits where it is large. */
export function amount(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'none';
  const size = Math.abs(value);
  if (size < 0.0005) return '0';
  if (size >= 1000) return count(value);
  return String(Number(value.toPrecision(3)));
}

/** Seconds as `3 d 4 h`, `2 h 5 min`, `40 s`. */
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** What a scan state means, in words, with its kind (for its mark and colour). */
export function state(name, deleted = false) {
  if (deleted) return { text: 'Deleted', kind: 'stopped' };
  switch (name) {
    case 'SCAN_HAS_FINAL_RESULT':
      return { text: 'Finished', kind: 'done' };
    case 'IN_PROGRESS__PARTIAL_RESULT_GENERATED':
      return { text: 'Scanning', kind: 'running' };
    case 'IN_PROGRESS__WAITING_ON_FIRST_PIXEL_RECO':
      return { text: 'Waiting for the first pixel', kind: 'running' };
    case 'PENDING__WAITING_ON_SCANNER_SERVER_STARTUP':
      return { text: 'Starting', kind: 'pending' };
    case 'PENDING__PRESTARTUP':
      return { text: 'Queued', kind: 'pending' };
    case undefined:
    case null:
    case '':
      return { text: 'Unknown', kind: 'pending' };
    default: {
      const [first, ...rest] = name.split('__');
      const word = first.charAt(0) + first.slice(1).toLowerCase();
      const detail = rest.join(' ').replaceAll('_', ' ').toLowerCase();
      return { text: detail ? `${word} (${detail})` : word, kind: first === 'FINISHED' ? 'done' : 'stopped' };
    }
  }
}

/** The event of a manifest: `Run 138632 · Event 31747601`, or that it is not known yet. */
export function eventName(manifest) {
  const event = manifest.event_metadata;
  if (!event || event.run_id === undefined) return 'Event not read yet';
  return `Run ${event.run_id} · Event ${event.event_id}`;
}

/** The part done of a manifest's scan, 0 … 1, or null while nothing is known. */
export function partDone(manifest) {
  if (manifest.scan_state === 'SCAN_HAS_FINAL_RESULT') return 1;
  const overall = manifest.progress?.tallies?.overall;
  const group = overall?.pixels ?? overall?.recos;
  return group ? partOf(group) : null;
}

/** The part done of one tally, 0 … 1: by what it was estimated or generated to need, whichever is more. */
export function partOf(tally) {
  const total = Math.max(tally.generated ?? 0, tally['initial approximation total'] ?? 0);
  if (total > 0) return Math.min(1, tally.done / total);
  const percent = tally['done est. percent'];
  return percent === undefined ? null : percent / 100;
}
