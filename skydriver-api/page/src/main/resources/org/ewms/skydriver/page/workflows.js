/** `#/workflows`: all workflows; `#/workflow/ID`: one, with its tasks and queues, and what was given up in them. */
import { get, post } from './api.js';
import { announce, fill, h } from './dom.js';
import { graph } from './graph.js';
import { count, duration, eventName } from './text.js';
import { statuses } from './workforce.js';

/** The workflow service tells nobody of changes in all its workflows: while the page is seen, it is asked so often, milliseconds. */
const LIST = 5000;
const ONE = 2000;
const LETTERS = 20;

/** Calls `look` at once, then again and again while the page is seen. */
function watch(look, pause, around) {
  let timer = null;
  const next = async () => {
    clearTimeout(timer);
    try {
      if (document.visibilityState === 'visible') {
        await look();
        around.onState('live');
      }
    } catch (error) {
      if (error.name === 'AbortError') return;
      around.onState('lost');
      around.onError(error);
    }
    if (!around.signal.aborted) timer = setTimeout(next, pause);
  };
  around.signal.addEventListener('abort', () => clearTimeout(timer));
  document.addEventListener('visibilitychange', next, { signal: around.signal });
  next();
}

function stateOf(workflow) {
  const how = workflow.deactivated;
  if (!how) return h('span', { class: 'state running' }, 'Active');
  return h('span', { class: `state ${how === 'FINISHED' ? 'done' : 'stopped'}` }, how.charAt(0) + how.slice(1).toLowerCase());
}

function ago(seconds) {
  const when = new Date(1000 * seconds);
  return h('time', { datetime: when.toISOString(), title: when.toLocaleString() }, `${duration((Date.now() - when) / 1000)} ago`);
}

function scanOf(workflow) {
  if (!workflow.scan_id) return h('span', { class: 'quiet' }, 'no scan');
  return h('a', { href: `#/scan/${encodeURIComponent(workflow.scan_id)}` }, eventName(workflow));
}

export function workflowsView(main, around) {
  const note = h('p', { class: 'quiet', role: 'status' }, 'Loading…');
  const body = h('tbody');
  const rows = new Map();
  main.append(
    h('h1', {}, 'Workflows'),
    note,
    h('div', { class: 'scroll' }, h('table', { class: 'scans' },
      h('caption', { class: 'unseen' }, 'Workflows, newest first'),
      h('thead', {}, h('tr', {}, ...['Workflow', 'State', 'Scan', 'Priority', 'Begun'].map((name) => h('th', { scope: 'col' }, name)))),
      body)),
  );
  watch(async () => {
    const { configured, workflows } = await get('workflows?limit=100', around.signal);
    note.textContent = configured ? `${workflows.length} ${workflows.length === 1 ? 'workflow' : 'workflows'}${workflows.length === 100 ? ', the newest' : ''}` : 'The scans of this service are run elsewhere: it has no workflow service';
    const now = workflows.map(row);
    if (now.length !== body.children.length || now.some((each, k) => body.children[k] !== each)) body.replaceChildren(...now);
  }, LIST, around);

  /** The row of a workflow: the same one as before, so that its links stay where they are while somebody clicks. */
  function row(workflow) {
    const id = workflow.workflow_id;
    if (!rows.has(id)) rows.set(id, h('tr', { 'data-workflow': id }, h('th', { scope: 'row' }, h('a', { href: `#/workflow/${encodeURIComponent(id)}` }, h('code', {}, id))), h('td'), h('td'), h('td', { class: 'number' }), h('td')));
    const [, state, scan, priority, age] = rows.get(id).children;
    fill(state, stateOf(workflow));
    fill(scan, scanOf(workflow));
    fill(priority, String(workflow.priority ?? 0));
    fill(age, ago(workflow.timestamp));
    return rows.get(id);
  }
}

export function workflowView(main, around, id) {
  const path = `workflow/${encodeURIComponent(id)}`;
  const badge = h('span');
  const facts = h('p', { class: 'facts' });
  const picture = h('div', { class: 'graph' });
  const queues = h('div', { class: 'body' });
  const force = h('div', { class: 'body' });
  const letters = h('div', { class: 'body', id: 'letters' }, h('p', { class: 'quiet' }, 'Choose a queue'));
  const section = (title, ...body) => h('section', { class: 'card wide', 'aria-label': title }, h('h2', {}, title), ...body);
  let looked = null;
  main.append(
    h('div', { class: 'title' }, h('h1', {}, 'Workflow ', h('code', {}, id)), badge),
    facts,
    section('Tasks and queues', picture),
    section('Queues', queues),
    section('Dead letters', letters),
    section('Workers', force),
  );

  watch(async () => {
    const [workflow, filled] = await Promise.all([get(path, around.signal), get(`${path}/queues`, around.signal)]);
    fill(badge, stateOf(workflow));
    fill(facts,
      h('span', {}, scanOf(workflow)),
      h('span', {}, `priority ${workflow.priority ?? 0}`),
      h('span', {}, 'begun ', ago(workflow.timestamp)),
      h('span', {}, workflow.waits_for));
    fill(picture, graph(workflow.tasks, filled.queues));
    showQueues(filled.queues);
    showForce(workflow);
  }, ONE, around);

  function showQueues(all) {
    const known = (value) => (value === null || value === undefined ? '?' : count(value));
    fill(queues, h('table', { class: 'plain numbers' },
      h('caption', { class: 'unseen' }, 'Queues and how full they are'),
      h('thead', {}, h('tr', {}, ...['Queue', 'Ready', 'In hand', 'Consumers', 'Change', 'Dead letters'].map((name) => h('th', { scope: 'col' }, name)), h('td'))),
      h('tbody', {}, ...all.map((each) => h('tr', { 'data-queue': each.alias },
        h('th', { scope: 'row' }, each.alias, each.is_public ? h('span', { class: 'tag' }, 'public') : null),
        h('td', { class: 'number' }, known(each.ready)),
        h('td', { class: 'number' }, known(each.unsettled)),
        h('td', { class: 'number' }, known(each.consumers)),
        h('td', { class: 'number' }, each.change_per_second === null || each.change_per_second === undefined ? '?' : `${each.change_per_second.toFixed(1)} /s`),
        h('td', { class: `number cell-dead${each.dead_letters > 0 ? ' problem' : ''}` }, known(each.dead_letters)),
        h('td', {}, h('button', { type: 'button', class: 'small', 'data-look': each.mqid, 'data-alias': each.alias, 'aria-label': `Dead letters of ${each.alias}` }, 'Look')))))));
  }

  // The table is drawn anew while it is used: its buttons are listened to from outside.
  queues.addEventListener('click', (event) => {
    const button = event.target.closest('[data-look]');
    if (button) look(button.dataset.look, button.dataset.alias);
  });

  async function look(mqid, alias) {
    looked = mqid;
    try {
      const { dead_letters: found } = await get(`${path}/queue/${encodeURIComponent(mqid)}/dead-letters?limit=${LETTERS}`, around.signal);
      if (looked !== mqid) return;
      fill(letters,
        h('h3', {}, alias),
        found.length === 0 ? h('p', { class: 'quiet' }, 'None') : h('table', { class: 'plain numbers' },
          h('caption', { class: 'unseen' }, `Dead letters of ${alias}`),
          h('thead', {}, h('tr', {}, ...['Message', 'Attempts', 'Bytes', 'Reason'].map((name) => h('th', { scope: 'col' }, name)))),
          h('tbody', {}, ...found.map((each) => h('tr', {},
            h('th', { scope: 'row' }, h('code', {}, each.id)),
            h('td', { class: 'number' }, each.attempts ?? '?'),
            h('td', { class: 'number' }, count(each.bytes)),
            h('td', {}, each.reason ?? h('span', { class: 'quiet' }, 'nobody noted it')))))),
        found.length === LETTERS ? h('p', { class: 'quiet' }, `The first ${LETTERS}`) : null,
        found.length > 0 ? h('button', { type: 'button', class: 'redrive', 'data-mqid': mqid, 'data-alias': alias }, 'Send them back to the queue') : null);
      announce(`${found.length === LETTERS ? 'At least ' : ''}${found.length} dead letters of ${alias}`);
    } catch (error) {
      around.onError(error);
    }
  }

  letters.addEventListener('click', async (event) => {
    const button = event.target.closest('.redrive');
    if (!button || !confirm(`Send all dead letters of ${button.dataset.alias} back to their queue, with all their attempts anew?`)) return;
    button.disabled = true;
    try {
      const { redriven } = await post(`${path}/queue/${encodeURIComponent(button.dataset.mqid)}/actions/redrive`, {});
      await look(button.dataset.mqid, button.dataset.alias);
      announce(`${redriven} messages were sent back to ${button.dataset.alias}`);
      letters.append(h('p', { class: 'quiet sent' }, `${count(redriven)} were sent back`));
    } catch (error) {
      button.disabled = false;
      around.onError(error);
    }
  });

  function showForce(workflow) {
    const images = new Map(workflow.tasks.map((task) => [task.task_id, task.task_image]));
    fill(force, workflow.taskforces.length === 0 ? h('p', { class: 'quiet' }, 'None yet') : h('table', { class: 'plain' },
      h('caption', { class: 'unseen' }, 'Workers by place'),
      h('thead', {}, h('tr', {}, ...['Task', 'Place', 'Asked for', 'Phase', 'Now', 'Waits for'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, ...workflow.taskforces.map((each) => h('tr', {},
        h('th', { scope: 'row' }, images.get(each.task_id) ?? each.task_id),
        h('td', {}, String(each.schedd ?? '?')),
        h('td', { class: 'number' }, count(each.n_workers ?? 0)),
        h('td', {}, String(each.phase).toLowerCase().replaceAll('-', ' ')),
        h('td', {}, statuses(each.compound_statuses)),
        h('td', {}, each.waits_for ?? ''))))));
  }
}
