/** Makes elements: `h('a', {href: '#/'}, 'Scans')`. Functions named `on…` are listeners; null and false leave an attribute away. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'class') element.className = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds, unless it would read the same. What has the focus there has it afterwards, too, by its place. */
export function fill(element, ...children) {
  const fresh = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  const probe = document.createElement(element.tagName);
  probe.append(...fresh);
  if (probe.innerHTML === element.innerHTML) return element;
  const focused = placeOf(document.activeElement, element);
  element.replaceChildren(...probe.childNodes);
  focused?.reduce((at, index) => at?.children[index], element)?.focus({ preventScroll: true });
  return element;
}

/** Where an element is within another, as indices of children from the outside in; null where it is not. */
function placeOf(inner, outer) {
  if (inner === outer || !outer.contains(inner)) return null;
  const place = [];
  for (let at = inner; at !== outer; at = at.parentElement) place.unshift([...at.parentElement.children].indexOf(at));
  return place;
}

/** A term and what is told of it, for a list of them. */
export function pair(term, text) {
  return h('div', {}, h('dt', {}, term), h('dd', {}, text));
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
