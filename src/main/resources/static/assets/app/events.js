// Server-sent events, read by fetch, since EventSource cannot send a token.

import { ask, Problem } from './api.js';

const FIRST_PAUSE_MILLIS = 1000;
const LONGEST_PAUSE_MILLIS = 10_000;

/** Splits what arrives into events: {name, id, data}. */
export class EventReader {
  #rest = '';

  #event = { name: 'message', id: null, data: [] };

  /** Takes a piece of the stream; gives the events that are complete with it. */
  read(piece) {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop();
    return lines.map((line) => this.#line(line.replace(/\r$/, ''))).filter((event) => event !== null);
  }

  #line(line) {
    if (line === '') {
      const done = this.#event;
      this.#event = { name: 'message', id: null, data: [] };
      return done.data.length ? { ...done, data: JSON.parse(done.data.join('\n')) } : null;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#event.name = value;
    } else if (field === 'data') {
      this.#event.data.push(value);
    } else if (field === 'id') {
      this.#event.id = value;
    }
    return null;
  }
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

/** Waits until the tab is in sight; not at all when it is. */
function sight(signal) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener('visibilitychange', look);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look, { once: true });
    look();
  });
}

/** A signal that also aborts when the tab goes out of sight. */
function whileInSight(signal) {
  const hidden = new AbortController();
  const either = AbortSignal.any([signal, hidden.signal]);
  document.addEventListener('visibilitychange', () => document.hidden && hidden.abort(), { signal: either });
  return either;
}

/**
 * Follows a run until it ends or the signal aborts, and comes again when the connection is lost. A tab that nobody sees has no
 * connection: a browser has six for a host, and seven tabs would leave none for the button that stops the run.
 *
 * @param on called with each event; `on.lost(problem)` and `on.found()` tell of the connection
 */
export async function follow(runId, on, signal) {
  let last = '-1';
  let pauseMillis = FIRST_PAUSE_MILLIS;
  while (!signal.aborted) {
    await sight(signal);
    const seen = whileInSight(signal);
    try {
      const answer = await ask(`runs/${encodeURIComponent(runId)}/events`,
        { signal: seen, headers: { Accept: 'text/event-stream', 'Last-Event-ID': last } });
      on.found();
      pauseMillis = FIRST_PAUSE_MILLIS;
      const reader = new EventReader();
      const pieces = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
        for (const event of reader.read(piece.value)) {
          last = event.id ?? last;
          on.event(event);
          if (event.name === 'end') {
            return;
          }
        }
      }
      on.lost(null);
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      if (seen.aborted) {
        continue;
      }
      if (failure instanceof Problem && failure.status >= 400 && failure.status < 500) {
        throw failure;
      }
      on.lost(failure);
    }
    await pause(pauseMillis, signal);
    pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
  }
}
