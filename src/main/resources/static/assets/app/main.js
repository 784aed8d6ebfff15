// Finds the view that an address names, and tells of the run that is active.

import { get, Problem } from './api.js';
import { badge, fill, h } from './dom.js';
import { identify, mayRead, whenCallerChanges } from './session.js';
import { showCompare } from './views/compare.js';
import { showFixtures } from './views/fixtures.js';
import { showHistory } from './views/history.js';
import { showPlatform } from './views/platform.js';
import { showRun } from './views/run.js';
import { showStart } from './views/start.js';

const ACTIVE_EVERY_MILLIS = 3000;
const TERMINAL = ['COMPLETED', 'EXHAUSTED', 'STOPPED', 'ABORTED', 'FAILED', 'INTERRUPTED'];

const place = document.getElementById('view');
const active = document.getElementById('active');
let leaving = new AbortController();
let first = true;

const VIEWS = {
  '': ['start', 'Start a run', showStart],
  fixtures: ['fixtures', 'Fixtures', showFixtures],
  platform: ['platform', 'Preflight', showPlatform],
  history: ['history', 'History', showHistory],
  runs: ['history', 'Run', showRun],
  compare: ['history', 'Comparison', showCompare],
};

/** Shows a view. It gets a place, the rest of the address, and a signal that aborts when it is left. */
async function show() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  const [entry, title, view] = VIEWS[name] ?? VIEWS[''];
  document.querySelectorAll('nav a').forEach((link) => {
    link.toggleAttribute('aria-current', link.dataset.view === entry);
    if (link.dataset.view === entry) {
      link.setAttribute('aria-current', 'page');
    }
  });
  document.title = `${rest[0] ? `${rest[0]} · ` : ''}${title} · Loadgen`;
  const content = h('div');
  fill(place, content);
  scrollTo(0, 0);
  try {
    await view(content, rest, new URLSearchParams(query), signal);
  } catch (failure) {
    if (!signal.aborted) {
      if (!content.querySelector('h1')) {
        content.append(h('div', { class: 'title-row' }, h('h1', {}, rest[0] ?? title)));
      }
      content.append(trouble(failure));
    }
  }
  // Whoever came by a link goes on reading at the heading; a page that has just been opened is read from its top.
  if (!signal.aborted && !first && !content.contains(document.activeElement)) {
    const heading = content.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }
  first = false;
}

function trouble(failure) {
  if (!(failure instanceof Problem)) {
    console.error(failure);
  }
  return h('section', {}, h('div', { class: 'alert', role: 'alert' },
    h('strong', {}, `${failure.title ?? 'Something went wrong'}. `), failure.message));
}

/** A line below the heading while a run goes on, on every view but its own. */
async function showActive() {
  try {
    const newest = (await get('runs?limit=1')).runs[0];
    const goesOn = newest && !TERMINAL.includes(newest.state) && location.hash !== `#/runs/${newest.id}`;
    active.hidden = !goesOn;
    if (goesOn && active.dataset.shown !== newest.id + newest.state) {
      active.dataset.shown = newest.id + newest.state;
      fill(active, 'A run is in progress: ', h('a', { href: `#/runs/${newest.id}` }, newest.id), ' ', badge(newest.state));
    }
  } catch (failure) {
    // The view itself says what is wrong.
    active.hidden = true;
  }
}

async function keepActiveShown() {
  if (mayRead() && !document.hidden && !document.querySelector('dialog[open]')) {
    await showActive();
  }
  setTimeout(keepActiveShown, ACTIVE_EVERY_MILLIS);
}

async function begin() {
  addEventListener('hashchange', () => { show(); showActive(); });
  whenCallerChanges(() => { welcome(); showActive(); });
  try {
    await identify();
    await welcome();
  } catch (failure) {
    fill(place, trouble(failure));
  }
  keepActiveShown();
}

async function welcome() {
  if (mayRead()) {
    await show();
  } else {
    leaving.abort();
    fill(place, h('div', { class: 'title-row' }, h('h1', {}, 'Loadgen')), h('p', { class: 'lead' }, 'This service asks for a token.'));
  }
}

begin();
