/** `#/alerts`: what was alerted, when, what became of it, and who was told. */
import { ApiError, follow, get } from './api.js';
import { announce, fill, h } from './dom.js';
import { area, degrees } from './text.js';

const PART = 50;
const STATES = {
  ignored: ['Ignored', 'stopped'],
  scanning: ['Scanning', 'running'],
  done: ['Done', 'done'],
  failed: ['Failed', 'stopped'],
  retracted: ['Retracted', 'stopped'],
  planned: ['Planned', 'pending'],
  running: ['Running', 'running'],
  superseded: ['Superseded', 'stopped'],
  waiting: ['Waiting', 'pending'],
  sent: ['Sent', 'done'],
};

/** Whether the service has alerts at all. */
export async function hasAlerts() {
  try {
    await get('alerts?limit=1');
    return true;
  } catch (error) {
    // Who may not see them now may after a token was given, and is then told so.
    return error instanceof ApiError && (error.status === 401 || error.status === 403);
  }
}

function badge(state) {
  const [text, kind] = STATES[state] ?? [state, 'pending'];
  return h('span', { class: `state ${kind}` }, text);
}

function moment(seconds) {
  const at = new Date(1000 * seconds);
  return h('time', { datetime: at.toISOString(), title: at.toLocaleString() }, at.toLocaleTimeString('en-GB'));
}

function place(localization) {
  if (!localization) return null;
  const { ra, dec, region90 } = localization;
  return h('span', { class: 'number' }, `RA ${degrees(ra, 2)}, Dec ${degrees(dec, 2, true)}`, region90 ? `, 90 % in ${area(region90.area_deg2)}` : '');
}

export function alertsView(main, around) {
  const alerts = new Map();
  const shown = new Map();
  let next = null;
  const note = h('p', { class: 'quiet', role: 'status' }, 'Loading…');
  const list = h('ol', { class: 'timeline', 'aria-label': 'Alerts, newest first' });
  const more = h('button', { type: 'button', hidden: true, onclick: () => load(false) }, 'Show more');
  main.append(h('h1', {}, 'Alerts'), note, list, more);

  async function load(anew) {
    try {
      const after = anew || next === null ? '' : `&after=${encodeURIComponent(next)}`;
      const answer = await get(`alerts?limit=${PART}${after}`, around.signal);
      for (const alert of answer.alerts) put(alert);
      if (!anew || next === null) next = answer.next_after ?? null;
      more.hidden = next === null;
      tell();
    } catch (error) {
      if (error.status === 404) note.textContent = 'This service takes no alerts';
      else around.onError(error);
    }
  }

  function tell() {
    note.textContent = alerts.size === 0 ? 'No alert yet' : `${alerts.size} ${alerts.size === 1 ? 'alert' : 'alerts'}${next === null ? '' : ' so far'}`;
  }

  function put(alert) {
    const before = alerts.get(alert.alert_id);
    alerts.set(alert.alert_id, alert);
    let item = shown.get(alert.alert_id);
    if (!item) {
      item = h('li', { 'data-alert': alert.alert_id });
      shown.set(alert.alert_id, item);
      const older = [...list.children].find((each) => (alerts.get(each.dataset.alert)?.received ?? 0) < alert.received);
      list.insertBefore(item, older ?? null);
    }
    fill(item, ...partsOf(alert));
    if (before && before.state !== alert.state) announce(`Run ${alert.run_id}, event ${alert.event_id}: ${(STATES[alert.state] ?? [alert.state])[0]}`);
  }

  async function hear(name, data) {
    if (name !== 'alert') return;
    const { alert_id: id } = JSON.parse(data);
    try {
      put(await get(`alerts/${encodeURIComponent(id)}`, around.signal));
      tell();
    } catch (error) {
      around.onError(error);
    }
  }

  load(true).then(() => follow('stream', (name, data) => {
    hear(name, data);
  }, around.onState, around.signal));
}

function partsOf(alert) {
  return [
    h('div', { class: 'head' },
      h('h2', {}, `Run ${alert.run_id} · Event ${alert.event_id}`),
      badge(alert.state),
      h('span', { class: 'tag' }, alert.event_type),
      alert.simulated ? h('span', { class: 'tag' }, 'simulated') : null,
      h('span', { class: 'quiet' }, 'happened ', h('time', { datetime: alert.event_time }, new Date(alert.event_time).toLocaleString('en-GB', { timeZone: 'UTC' })), ' UTC')),
    alert.reason ? h('p', {}, alert.reason) : null,
    h('ol', { class: 'steps' }, ...steps(alert).map(([at, ...what]) => h('li', {}, moment(at), ' ', ...what))),
    alert.scans.length > 0 ? scans(alert) : null,
  ];
}

/** What happened to an alert, in the order of its times. */
function steps(alert) {
  const all = alert.arrivals.map((each) => [each.at, `came by ${each.source}`, each.content_revision > 1 ? ` with content ${each.content_revision}` : '']);
  for (const notice of alert.notices) {
    all.push([
      notice.created,
      h('strong', {}, `Notice ${notice.revision}`), ` ${notice.kind}${notice.phase ? `, of the ${notice.phase} scan` : ''}`,
      notice.reason ? `: ${notice.reason}` : '',
      notice.localization ? [' · ', place(notice.localization)] : '',
      notice.sends.length > 0 ? h('ul', { class: 'sends' }, ...notice.sends.map(send)) : '',
    ].flat());
  }
  return all.sort((a, b) => a[0] - b[0]);
}

function send(each) {
  return h('li', {}, `to ${each.sink}: `, badge(each.state),
    each.sent_at ? [' ', moment(each.sent_at)] : null,
    each.attempts > 1 ? h('span', { class: 'quiet' }, ` ${each.attempts} attempts `) : null,
    each.error ? h('span', { class: 'problem' }, ` ${each.error}`) : null);
}

function scans(alert) {
  return h('div', { class: 'scroll' }, h('table', { class: 'scans' },
    h('caption', { class: 'unseen' }, `Scans of run ${alert.run_id}, event ${alert.event_id}`),
    h('thead', {}, h('tr', {}, ...['Scan', 'State', 'Reconstruction', 'nside', 'Priority', 'Best fit'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ...alert.scans.map((scan) => h('tr', {},
      h('th', { scope: 'row' }, scan.state === 'planned' ? scan.phase : h('a', { href: `#/scan/${encodeURIComponent(scan.scan_id)}`, 'aria-label': `${scan.phase} scan of run ${alert.run_id}, event ${alert.event_id}` }, scan.phase)),
      h('td', {}, badge(scan.state), scan.trouble ? h('span', { class: 'problem' }, ` ${scan.trouble}`) : null),
      h('td', {}, scan.reco_algo),
      h('td', {}, String(scan.nsides).replaceAll(',', ' ')),
      h('td', { class: 'number' }, String(scan.priority)),
      h('td', {}, place(scan.result) ?? h('span', { class: 'quiet' }, 'not yet')))))));
}
