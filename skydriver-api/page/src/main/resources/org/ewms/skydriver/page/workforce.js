/** Who works on a scan, what goes wrong there, and a form for more workers. */
import { get, post } from './api.js';
import { announce, fill, h } from './dom.js';
import { count } from './text.js';

/** The parts of a page about a scan's workers and errors; `ask` looks again. */
export function workforceParts(id, around) {
  const path = `scan/${encodeURIComponent(id)}`;
  const table = h('div', {}, h('p', { class: 'quiet' }, 'Not known yet'));
  const errors = h('div', { class: 'body' }, h('p', { class: 'quiet' }, 'Not known yet'));
  const places = h('datalist', { id: 'places' });
  const place = h('input', { id: 'more-place', list: 'places', autocomplete: 'off', required: true });
  const number = h('input', { id: 'more-workers', type: 'number', min: '1', step: '1', value: '1', required: true });
  const problem = h('p', { class: 'problem', id: 'more-problem', hidden: true });
  const add = h('button', { type: 'submit' }, 'Add workers');
  number.setAttribute('aria-describedby', 'more-problem');
  const form = h('form', { class: 'inline', 'aria-label': 'Add workers', novalidate: true, onsubmit: (event) => more(event) },
    h('label', { for: 'more-workers' }, 'Workers'), number,
    h('label', { for: 'more-place' }, 'at'), place, places, add, problem);
  const workers = h('div', { class: 'body' }, table, form);
  let failed = [];
  let status = null;

  function complain(text) {
    problem.hidden = text === null;
    problem.textContent = text ?? '';
    if (text === null) number.removeAttribute('aria-invalid');
    else number.setAttribute('aria-invalid', 'true');
  }

  async function more(event) {
    event.preventDefault();
    const n = Number(number.value);
    if (!Number.isInteger(n) || n < 1) {
      complain('a whole number of at least 1 is wanted');
      number.focus();
      return;
    }
    complain(null);
    add.disabled = true;
    try {
      const made = await post(`${path}/actions/add-workers`, { n_workers: n, cluster_location: place.value.trim() });
      announce(`${made.n_workers} more workers were asked for`);
      await ask();
    } catch (error) {
      complain(error.message);
      if (error.status === 401 || error.status === 403) around.onError(error);
    } finally {
      add.disabled = false;
    }
  }

  async function ask() {
    try {
      const [answer, { taskforces }] = await Promise.all([get(`${path}/status`, around.signal), get(`${path}/ewms/taskforces`, around.signal)]);
      status = answer;
      showWorkers(answer.ewms_workforce ?? {}, taskforces ?? []);
      showErrors();
    } catch (error) {
      if (error.name !== 'AbortError') fill(table, h('p', { class: 'quiet' }, error.message));
    }
  }

  function showWorkers(force, taskforces) {
    const workflow = force.workflow_id;
    const known = workflow && workflow !== 'not-yet-requested';
    fill(
      table,
      h('p', { class: 'large' }, h('strong', {}, count(force.n_running ?? 0)), ' running'),
      taskforces.length > 0 ? h('table', { class: 'plain' },
        h('caption', { class: 'unseen' }, 'Workers by place'),
        h('thead', {}, h('tr', {}, ...['Place', 'Asked for', 'Phase', 'Now'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, ...taskforces.map((each) => h('tr', {},
          h('th', { scope: 'row' }, String(each.schedd ?? '?')),
          h('td', { class: 'number' }, count(each.n_workers ?? 0)),
          h('td', {}, String(each.phase ?? '').toLowerCase().replaceAll('-', ' ')),
          h('td', {}, statuses(each.compound_statuses)))))) : h('p', { class: 'quiet' }, known ? 'Its workflow has no workers here' : 'No workers were asked for yet'),
      known ? h('p', {}, h('a', { href: `#/workflow/${encodeURIComponent(workflow)}` }, 'Workflow, queues and dead letters')) : null,
    );
    form.hidden = !known || status?.scan_complete || status?.is_deleted || Boolean(status?.ewms_deactivated);
  }

  function showErrors() {
    const top = Object.entries(status?.ewms_workforce?.top_errors ?? {}).sort((a, b) => b[1] - a[1]);
    fill(
      errors,
      status?.trouble ? h('p', { class: 'problem' }, status.trouble) : null,
      failed.length > 0 ? h('p', {}, h('strong', { class: 'number' }, count(failed.reduce((sum, level) => sum + level.failed, 0))), ' pixels whose fit failed', h('span', { class: 'quiet' }, ` (${failed.map(({ nside, failed: n }) => `nside ${nside}: ${count(n)}`).join(', ')})`)) : null,
      top.length > 0 ? [h('h3', {}, 'Of the workers'), h('ul', { class: 'errors' }, ...top.map(([text, n]) => h('li', {}, h('span', { class: 'number' }, `${count(n)} × `), text)))] : null,
      !status?.trouble && failed.length === 0 && top.length === 0 ? h('p', { class: 'quiet' }, 'None told') : null,
    );
  }

  return {
    workers,
    errors,
    ask,
    /** Where workers were asked for at first: offered for more. */
    places(names) {
      fill(places, ...names.map((name) => h('option', { value: name })));
      if (place.value === '' && names.length > 0) place.value = names[0];
    },
    /** What the sky knows of failed fits. */
    fits(levels) {
      failed = levels.filter((level) => level.failed > 0);
      showErrors();
    },
  };
}

/** `RUNNING: Tasking 3, Done 1`. */
export function statuses(compound) {
  const outer = Object.entries(compound ?? {});
  if (outer.length === 0) return h('span', { class: 'quiet' }, 'nothing told');
  return outer.map(([state, inner]) => `${state.toLowerCase()}: ${Object.entries(inner).map(([name, n]) => `${name} ${count(n)}`).join(', ')}`).join('; ');
}
