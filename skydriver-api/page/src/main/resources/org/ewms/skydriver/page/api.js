/** The service's routes, from where the page was loaded. */

const BASE = new URL('.', document.baseURI);
const TOKEN = 'ewms.token';

/** An answer that is not a success: its status, and the reason as the service words it. */
export class ApiError extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

export function url(path) {
  return new URL(path.replace(/^\//, ''), BASE).href;
}

/** The bearer token of this browser tab, if the service wants one; it is kept no longer than the tab. */
export function token() {
  return sessionStorage.getItem(TOKEN);
}

export function setToken(value) {
  if (value) sessionStorage.setItem(TOKEN, value);
  else sessionStorage.removeItem(TOKEN);
}

export function headers() {
  return token() ? { Authorization: `Bearer ${token()}` } : {};
}

async function call(method, path, body, signal) {
  const response = await fetch(url(path), {
    method,
    signal,
    headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers() },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  let answer = null;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch {
    answer = null;
  }
  if (!response.ok) throw new ApiError(response.status, answer?.error ?? response.statusText ?? `HTTP ${response.status}`);
  return answer;
}

export const get = (path, signal) => call('GET', path, undefined, signal);
export const post = (path, body, signal) => call('POST', path, body, signal);
export const remove = (path, body, signal) => call('DELETE', path, body, signal);

/** Saves a route's answer as a file. By way of `fetch`, as a plain link would not carry the token. */
export async function download(path, name) {
  const response = await fetch(url(path), { headers: headers() });
  if (!response.ok) {
    const answer = await response.json().catch(() => null);
    throw new ApiError(response.status, answer?.error ?? response.statusText);
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/**
 * Follows server-sent events until `signal` ends it, connecting again (1 s … 30 s apart) from where it was cut.
 * `EventSource` would do, but cannot send a token. `onState` hears `live`, `lost`, and `refused` with the reason.
 */
export async function follow(path, onEvent, onState, signal) {
  let last = null;
  let wait = 1000;
  while (!signal.aborted) {
    try {
      const response = await fetch(url(path), {
        signal,
        cache: 'no-store',
        headers: { Accept: 'text/event-stream', ...(last === null ? {} : { 'Last-Event-ID': last }), ...headers() },
      });
      if (!response.ok) {
        const answer = await response.json().catch(() => null);
        if (response.status < 500) {
          onState('refused', answer?.error ?? response.statusText);
          return;
        }
        throw new Error(`HTTP ${response.status}`);
      }
      onState('live');
      wait = 1000;
      for await (const event of events(response.body)) {
        if (event.id !== null) last = event.id;
        if (onEvent(event.name, event.data) === 'stop') return;
      }
    } catch (error) {
      if (signal.aborted) return;
    }
    if (signal.aborted) return;
    onState('lost');
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(30000, 2 * wait);
  }
}

/** The events of a stream of bytes (WHATWG HTML, section 9.2.6). */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = { name: 'message', data: [], id: null };
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (event.data.length > 0) yield { ...event, data: event.data.join('\n') };
        event = { name: 'message', data: [], id: null };
        continue;
      }
      const [, field, text] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
      if (field === 'event') event.name = text;
      else if (field === 'data') event.data.push(text ?? '');
      else if (field === 'id') event.id = text;
    }
  }
}
