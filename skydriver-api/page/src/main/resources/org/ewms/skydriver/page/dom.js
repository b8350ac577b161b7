/** Makes elements: `h('a', {href: '#/'}, 'Scans')`. Functions named `on…` are listeners; null and false leave an attribute away. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'class') element.className = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds, unless it would read the same. */
export function fill(element, ...children) {
  const fresh = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  const probe = document.createElement(element.tagName);
  probe.append(...fresh);
  if (probe.innerHTML !== element.innerHTML) element.replaceChildren(...probe.childNodes);
  return element;
}

/** A progress bar that also reads as text; `part` 0 … 1, or null for not known. */
export function bar(part, label) {
  const element = h('progress', { max: '1', 'aria-label': label });
  if (part !== null) element.value = Math.min(1, Math.max(0, part));
  return element;
}

/** Says something to those who do not see it happen. */
export function announce(text) {
  const region = document.getElementById('announcements');
  if (region.textContent !== text) region.textContent = text;
}
