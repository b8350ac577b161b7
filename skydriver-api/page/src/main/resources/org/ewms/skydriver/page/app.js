/** The frame of the page: which view is shown, the theme, the access token. */
import { setToken, token } from './api.js';
import { announce, h } from './dom.js';
import { alertsView, hasAlerts } from './alerts.js';
import { compareView } from './compare.js';
import { scanView } from './scan.js';
import { scansView } from './scans.js';
import { submitView } from './submit.js';
import { workflowView, workflowsView } from './workflows.js';

const ROUTES = [
  [/^\/?$/, scansView],
  [/^\/scan\/([^/]+)$/, scanView],
  [/^\/compare\/([^/]+)\/([^/]+)$/, compareView],
  [/^\/submit$/, submitView],
  [/^\/workflows$/, workflowsView],
  [/^\/workflow\/([^/]+)$/, workflowView],
  [/^\/alerts$/, alertsView],
];

const main = document.getElementById('main');
const connection = document.getElementById('connection');
let leave = null;
let first = true;

/** What a view needs of its surroundings. `signal` ends with the view. */
function surroundings(signal) {
  return {
    signal,
    /** `live`, `lost` or `refused`: how the view hears of changes. */
    onState(state, reason) {
      connection.dataset.state = state;
      connection.textContent = { live: 'Live', lost: 'Connection lost, trying again', refused: reason ?? 'Refused' }[state];
    },
    /** Shows an error of the service; asks for a token if that is what it wants. */
    onError(error) {
      if (error.name === 'AbortError') return;
      const needsToken = error.status === 401 || error.status === 403;
      document.getElementById('sign-in').hidden = !needsToken && !token();
      const note = h('p', { class: 'problem', role: 'alert' }, error.message);
      main.querySelector('.problem')?.remove();
      (main.querySelector('h1') ?? main.firstChild).after(note);
    },
  };
}

function show() {
  const path = location.hash.replace(/^#/, '') || '/';
  if (!path.startsWith('/')) return;
  leave?.abort();
  leave = new AbortController();
  connection.textContent = '';
  delete connection.dataset.state;
  const found = ROUTES.map(([pattern, view]) => [pattern.exec(path), view]).find(([match]) => match);
  main.replaceChildren();
  if (found) found[1](main, surroundings(leave.signal), ...found[0].slice(1).map(decodeURIComponent));
  else main.append(h('h1', {}, 'Nothing here'), h('p', {}, 'There is no page ', h('code', {}, path), '. ', h('a', { href: '#/' }, 'All scans')));
  const title = main.querySelector('h1')?.textContent ?? '';
  document.title = title ? `${title} · SkyDriver` : 'SkyDriver';
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.getAttribute('href') === `#${path}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (!first) {
    main.focus();
    scrollTo(0, 0);
    announce(title);
  }
  first = false;
}

const theme = document.getElementById('theme');
theme.value = localStorage.getItem('ewms.theme') ?? '';
function applyTheme() {
  document.documentElement.dataset.theme = theme.value;
  document.dispatchEvent(new Event('themechange'));
}
theme.addEventListener('change', () => {
  localStorage.setItem('ewms.theme', theme.value);
  applyTheme();
});
applyTheme();

const signIn = document.getElementById('sign-in');
const dialog = document.getElementById('token-dialog');
signIn.hidden = !token();
signIn.addEventListener('click', () => dialog.showModal());
dialog.addEventListener('close', () => {
  const input = document.getElementById('token');
  if (dialog.returnValue === 'save') {
    setToken(input.value.trim());
    findAlerts();
    show();
  }
  input.value = '';
});

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
function findAlerts() {
  hasAlerts().then((there) => (document.getElementById('alerts-link').hidden = !there), () => {});
}
findAlerts();

addEventListener('hashchange', show);
show();
