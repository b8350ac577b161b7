/** Tasks and queues of a workflow as a drawing from left to right: what is put in, who works on it, what comes out. */
import { count } from './text.js';

const NS = 'http://www.w3.org/2000/svg';
const BOX = { width: 190, height: 54, gapX: 56, gapY: 22, margin: 6 };

/**
 * In which column each node stands: one more than what leads to it. Nodes are `{id, from: [ids]}`. Where they lead in a circle, the way
 * back is not counted.
 */
export function columns(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Map();
  const visit = (id, above) => {
    if (found.has(id)) return found.get(id);
    const from = byId.get(id).from.filter((each) => byId.has(each) && !above.has(each));
    const way = new Set(above).add(id);
    const column = from.length === 0 ? 0 : 1 + Math.max(...from.map((each) => visit(each, way)));
    found.set(id, column);
    return column;
  };
  for (const node of nodes) visit(node.id, new Set());
  return found;
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The drawing; what it tells is told in tables, too, so to who does not see it it is one picture with one sentence. */
export function graph(tasks, queues) {
  const nodes = [
    ...queues.map((queue) => ({ id: queue.mqid, kind: 'queue', title: queue.alias, lines: filling(queue), bad: queue.dead_letters > 0, from: tasks.filter((task) => (task.output_queues ?? []).includes(queue.mqid)).map((task) => task.task_id) })),
    ...tasks.map((task) => ({ id: task.task_id, kind: 'task', title: short(task.task_image), lines: (task.cluster_locations ?? []).join(', '), from: task.input_queues ?? [] })),
  ];
  const at = columns(nodes);
  const rows = new Map();
  for (const node of nodes) {
    const column = at.get(node.id);
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    node.x = BOX.margin + column * (BOX.width + BOX.gapX);
    node.y = BOX.margin + row * (BOX.height + BOX.gapY);
  }
  const width = 2 * BOX.margin + rows.size * BOX.width + Math.max(0, rows.size - 1) * BOX.gapX;
  const height = 2 * BOX.margin + Math.max(1, ...rows.values()) * (BOX.height + BOX.gapY) - BOX.gapY;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = nodes.flatMap((to) => to.from.filter((id) => byId.has(id)).map((id) => edge(byId.get(id), to)));
  const words = tasks.map((task) => `${short(task.task_image)} reads ${names(task.input_queues, byId)} and writes ${names(task.output_queues, byId)}`);
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': words.join('; ') || 'No tasks' }, ...lines, ...nodes.map(box));
}

function names(ids, byId) {
  return (ids ?? []).map((id) => byId.get(id)?.title ?? id).join(', ') || 'nothing';
}

function short(image) {
  const text = String(image ?? '').split('/').pop();
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}

function filling(queue) {
  if (queue.ready === null || queue.ready === undefined) return 'depth not known';
  const dead = queue.dead_letters > 0 ? ` · ${count(queue.dead_letters)} dead` : '';
  return `${count(queue.ready)} ready · ${queue.unsettled === null ? '?' : count(queue.unsettled)} in hand${dead}`;
}

function edge(from, to) {
  const y0 = from.y + BOX.height / 2;
  const y1 = to.y + BOX.height / 2;
  const forward = to.x > from.x;
  const x0 = forward ? from.x + BOX.width : from.x;
  const x1 = forward ? to.x : to.x + BOX.width;
  const bend = (forward ? 1 : -1) * BOX.gapX * 0.5;
  const tip = forward ? -7 : 7;
  return svg('g', { class: 'edge' },
    svg('path', { d: `M${x0},${y0} C${x0 + bend},${y0} ${x1 - bend},${y1} ${x1 + tip},${y1}` }),
    svg('path', { class: 'tip', d: `M${x1},${y1} l${tip},-4 l0,8 z` }));
}

function box(node) {
  const text = (y, name, content) => svg('text', { x: node.x + BOX.width / 2, y: node.y + y, class: name }, content);
  return svg('g', { class: `node ${node.kind}${node.bad ? ' bad' : ''}` },
    svg('rect', { x: node.x, y: node.y, width: BOX.width, height: BOX.height, rx: node.kind === 'queue' ? BOX.height / 2 : 7 }),
    text(23, 'name', node.title),
    text(41, 'more', node.lines));
}
