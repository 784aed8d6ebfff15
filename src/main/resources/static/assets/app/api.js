// The HTTP API as the page uses it. Every refusal becomes a Problem.

const STORED_TOKEN = 'loadgen.token';

// Beside the page, wherever a proxy or a context path puts that.
const BASE = new URL('../../api/v1', import.meta.url).pathname;

/** A refusal: what the service answered, or why it could not be asked. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `The service answered ${status}`);
    this.status = status;
    this.type = (body.type ?? '').replace('urn:loadgen:problem:', '');
    this.title = body.title;
    this.field = body.field ?? null;
    this.differences = body.differences ?? [];
    this.run = body.run ?? null;
  }
}

let onUnauthenticated = () => {};

/** Calls back when a token is asked for. */
export function whenUnauthenticated(callback) {
  onUnauthenticated = callback;
}

export function token() {
  return sessionStorage.getItem(STORED_TOKEN);
}

export function keepToken(value) {
  if (value) {
    sessionStorage.setItem(STORED_TOKEN, value);
  } else {
    sessionStorage.removeItem(STORED_TOKEN);
  }
}

function headers(more = {}) {
  const known = token();
  return known ? { Authorization: `Bearer ${known}`, ...more } : more;
}

/** Asks the service; resolves with its answer if that is a success. */
export async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(`${BASE}/${path}`, { ...options, headers: headers(options.headers) });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem(0, { title: 'No answer', detail: 'The service does not answer. Is it running, and can this machine reach it?' });
  }
  if (!answer.ok) {
    const problem = new Problem(answer.status, await answer.json().catch(() => ({})));
    if (answer.status === 401) {
      onUnauthenticated(problem);
    }
    throw problem;
  }
  return answer;
}

export async function get(path, signal) {
  return (await ask(path, { signal, headers: { Accept: 'application/json' } })).json();
}

export async function text(path, signal) {
  return (await ask(path, { signal })).text();
}

export async function post(path, body, more = {}) {
  const answer = await ask(path, body === undefined
    ? { method: 'POST', headers: more }
    : { method: 'POST', headers: { 'Content-Type': 'application/json', ...more }, body: JSON.stringify(body) });
  return answer.json();
}

export async function remove(path) {
  await ask(path, { method: 'DELETE' });
}

export async function put(path, body) {
  const answer = await ask(path, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return answer.json();
}

/** Saves an answer as a file. A link could not send the token. */
export async function download(path, name) {
  const address = URL.createObjectURL(await (await ask(path)).blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
