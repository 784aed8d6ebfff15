// Who calls, and what that allows.

import { get, keepToken, Problem, token, whenUnauthenticated } from './api.js';
import { h } from './dom.js';

const READ_ONLY = 'Your token may only read. This is for operators.';

let caller = { role: 'viewer', name: null, known: false };
let changed = () => {};

const dialog = document.getElementById('token-dialog');
const input = document.getElementById('token');
const refusal = document.getElementById('token-refusal');
const button = document.getElementById('token-button');

/** Asks who we are; true if the service lets us in. */
export async function identify() {
  try {
    caller = { name: null, ...(await get('caller')), known: true };
    refusal.textContent = '';
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    caller = { role: 'viewer', name: null, known: false };
    show();
    if (problem.status !== 401) {
      throw problem;
    }
    return false;
  }
  show();
  return true;
}

function show() {
  button.hidden = caller.known && caller.name === null;
  button.textContent = caller.known ? 'Token' : 'Enter a token';
  document.getElementById('caller').textContent = caller.name ? `${caller.name}, ${caller.role}` : '';
}

export function mayRead() {
  return caller.known;
}

export function mayOperate() {
  return caller.role === 'operator';
}

/** Calls back when another caller took over. */
export function whenCallerChanges(callback) {
  changed = callback;
}

/** Why there are buttons that cannot be pressed; nothing for operators. */
export function readOnlyNote() {
  return caller.known && !mayOperate() ? h('p', { class: 'explained', id: 'read-only' }, READ_ONLY) : null;
}

/** A button for what operators may do: others see it, and hear why it does nothing. */
export function operatorButton(label, classes, onPress, more = {}) {
  return h('button', {
    type: 'button',
    class: classes,
    'aria-disabled': mayOperate() ? null : 'true',
    title: mayOperate() ? null : READ_ONLY,
    onclick: (event) => (event.currentTarget.getAttribute('aria-disabled') === 'true' ? event.preventDefault() : onPress(event)),
    ...more,
  }, label);
}

function askForToken(message) {
  refusal.textContent = message;
  input.value = '';
  if (!dialog.open) {
    dialog.showModal();
  }
  input.focus();
}

whenUnauthenticated(() => askForToken(token() ? 'The service does not know this token.' : ''));
button.addEventListener('click', () => askForToken(''));
dialog.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  keepToken(input.value.trim());
  if (input.value.trim() && await identify()) {
    dialog.close();
    changed();
  }
});
document.getElementById('token-forget').addEventListener('click', async () => {
  keepToken(null);
  dialog.close();
  await identify();
  changed();
});
