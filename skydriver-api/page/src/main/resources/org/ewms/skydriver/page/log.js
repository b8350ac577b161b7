/** What happened to a scan, as the service noted it. */
import { get } from './api.js';
import { fill, h } from './dom.js';
import { count } from './text.js';

/** The least time between two looks at the log, milliseconds. */
const PAUSE = 2000;

/** The list of a scan's log; `ask` looks again, soon. */
export function logPart(id, around) {
  const list = h('ol', { class: 'log', tabindex: '0', 'aria-label': 'Log' });
  let asked = 0;
  let timer = null;
  around.signal.addEventListener('abort', () => clearTimeout(timer));

  async function look() {
    timer = null;
    asked = performance.now();
    try {
      const { entries } = await get(`scan/${encodeURIComponent(id)}/log`, around.signal);
      const below = list.scrollTop + list.clientHeight >= list.scrollHeight - 4;
      fill(list, ...entries.map(entry));
      if (below) list.scrollTop = list.scrollHeight;
    } catch (error) {
      if (error.name !== 'AbortError') fill(list, h('li', { class: 'quiet' }, error.message));
    }
  }

  return {
    list,
    ask() {
      if (timer === null) timer = setTimeout(look, Math.max(0, asked + PAUSE - performance.now()));
    },
  };
}

function entry({ timestamp, kind, text, times }) {
  const at = new Date(1000 * timestamp);
  return h('li', { class: kind },
    h('time', { datetime: at.toISOString(), title: at.toLocaleString() }, at.toLocaleTimeString('en-GB')),
    ' ',
    kind === 'course' ? null : h('span', { class: 'unseen' }, `${kind}: `),
    text,
    times > 1 ? h('span', { class: 'quiet' }, ` (${count(times)} times)`) : null);
}
