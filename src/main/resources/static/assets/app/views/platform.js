// The state of the system under test: every check before a run, and its remedy.

import { get, Problem } from '../api.js';
import { announce, badge, fill, h, tiles } from '../dom.js';
import { alertPlace, clear, field, read, select, show, tick } from '../forms.js';
import { millis, time } from '../format.js';
import { mayOperate, operatorButton, readOnlyNote } from '../session.js';

const ORDER = ['FAIL', 'WARN', 'PASS', 'SKIPPED'];
const WORDS = { FAIL: 'fail', WARN: 'warn', PASS: 'pass', SKIPPED: 'skipped' };
/** The last look of this page, to be seen again when one comes back. */
let last = null;

export async function showPlatform(place, rest, query, signal) {
  const sets = (await get('fixtures', signal)).filter((set) => set.state === 'READY');
  const found = h('div');
  const form = h('form', { novalidate: true, onsubmit: look },
    h('div', { class: 'fields' },
      field('fixture', 'Fixture set', select([['', 'none: the platform alone'], ...sets.map((set) => [set.id])], last?.fixture ?? sets[0]?.id ?? '')),
      field('inject', 'Inject mode', select([['frontdoor', 'frontdoor: by room-service'], ['canonical', 'canonical: its stream']], 'frontdoor')),
      tick('probe', 'Make one add, to a room of its own that is removed again', true)),
    alertPlace(),
    h('p', { class: 'actions' }, operatorButton('Run checks', 'primary', () => {}, { type: 'submit', id: 'look' }),
      h('span', { class: 'hint' }, 'A second, as a rule; a minute at most.')));

  async function look(event) {
    event.preventDefault();
    const button = form.querySelector('#look');
    if (!mayOperate() || button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    clear(form);
    button.setAttribute('aria-disabled', 'true');
    announce('Looking at the platform');
    try {
      const { fixture, inject, probe = true } = read(form);
      const asked = new URLSearchParams({ inject, probe, ...(fixture ? { fixture } : {}) });
      last = { at: new Date(), fixture, result: await get(`preflight?${asked}`, signal) };
      fill(found, findings(last));
      announce(last.result.ok ? 'Preflight passed' : 'Preflight failed');
    } catch (problem) {
      if (problem instanceof Problem) {
        show(form, problem);
      } else if (!signal.aborted) {
        throw problem;
      }
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  if (last) {
    fill(found, findings(last));
  }
  place.append(
    h('div', { class: 'title-row' }, h('h1', {}, 'Preflight')),
    h('p', { class: 'lead' }, 'Checks of the system under test. Every run begins with the same checks; a run is refused if a check fails.'),
    readOnlyNote() ?? '',
    h('section', {}, h('h2', {}, 'Look'), form),
    found,
  );
}

function findings({ at, result }) {
  const number = (status) => result.checks.filter((check) => check.status === status).length;
  const sorted = [...result.checks].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  return h('section', {},
    h('div', { class: 'set-head' }, h('h2', {}, result.ok ? 'Preflight passed' : 'Preflight failed'), badge(result.ok ? 'PASS' : 'FAIL')),
    h('p', { class: 'remark' }, `${time(at)}, took ${millis(result.tookMillis)} ms. ${result.checks.length} checks: ${ORDER.map((status) => `${number(status)} ${WORDS[status]}`).join(', ')}.`),
    tiles([
      ['Contract', result.contract ?? 'unknown', 'version in force'],
      ...(result.probe ? [
        ['Probe: reply', `${millis(result.probe.replyMillis)} ms`, 'one add, from its sending'],
        ['Probe: event', `${millis(result.probe.eventMillis)} ms`, 'to the member event'],
        ['Probe: result', `${millis(result.probe.resultMillis)} ms`, 'to the job result']] : []),
    ]),
    h('ul', { class: 'checks' }, sorted.map((check) => h('li', {}, h('div', {}, badge(check.status)),
      h('div', { class: 'name' }, check.name), h('p', {}, check.finding), check.remedy && h('p', { class: 'remedy' }, check.remedy)))));
}
