// The history, a page at a time, and the choice of what to compare.

import { get } from '../api.js';
import { announce, badge, fill, h, table } from '../dom.js';
import { elapsed, load, time, way } from '../format.js';

const A_PAGE = 20;
const ACTIVE = ['PENDING', 'PREFLIGHT', 'REHEARSAL', 'WARMUP', 'MEASURING', 'DRAINING', 'AUDITING'];

export async function showHistory(place, rest, query, signal) {
  const view = new History(query, signal);
  place.append(
    h('div', { class: 'title-row' }, h('h1', {}, 'History')),
    h('p', { class: 'lead' }, 'All runs that are kept, newest first. Select two to compare the newer one with the older one.'),
    view.element,
  );
  await view.show(Math.max(0, Number(query.get('offset')) || 0));
}

class History {
  element = h('div');

  #signal;

  /** Runs that were picked, by id; the times tell which is the newer. */
  #picked = new Map();

  #wanted;

  #choice = h('div');

  #page = h('div');

  #pager = h('div', { class: 'pager' });

  #baselines = [];

  constructor(query, signal) {
    this.#signal = signal;
    this.#wanted = query.get('pick');
    this.element.append(h('section', {}, h('h2', {}, 'Compare'), this.#choice), h('section', {}, h('h2', {}, 'Runs'), this.#page, this.#pager));
  }

  async show(offset) {
    const [page, baselines] = await Promise.all([
      get(`runs?offset=${offset}&limit=${A_PAGE}`, this.#signal), get('baselines', this.#signal)]);
    this.#baselines = baselines;
    const wanted = page.runs.find((run) => run.id === this.#wanted && !ACTIVE.includes(run.state));
    if (wanted) {
      this.#picked.set(wanted.id, wanted.createdAt);
    }
    fill(this.#page, page.runs.length ? this.#table(page.runs) : h('p', { class: 'empty' }, 'There is no run yet. ', h('a', { href: '#/' }, 'Start one'), '.'));
    const end = offset + page.runs.length;
    const turn = (label, to, can) => h('button', {
      type: 'button', class: 'quiet', 'aria-disabled': can ? null : 'true', onclick: () => can && this.#turn(to),
    }, label);
    fill(this.#pager, page.total > A_PAGE ? [turn('Newer', Math.max(0, offset - A_PAGE), offset > 0),
      h('span', { class: 'remark' }, `${offset + 1} to ${end} of ${page.total}`), turn('Older', end, end < page.total)] : []);
    this.#showChoice();
  }

  async #turn(offset) {
    await this.show(offset);
    announce(this.#pager.querySelector('span')?.textContent ?? '');
    this.#page.querySelector('[tabindex]')?.focus();
  }

  #table(runs) {
    return table('Runs, newest first', ['Run', 'State', 'Verdict', 'Load', 'Duration', 'Compare'], runs.map((run) => [
      [h('a', { href: `#/runs/${encodeURIComponent(run.id)}` }, run.id), h('div', { class: 'remark' }, time(run.startedAt ?? run.createdAt))],
      badge(run.state), run.verdict ? badge(run.verdict.decision) : '–',
      [`${run.spec.type}, ${load(run.spec)}`, h('div', { class: 'remark' }, way(run.spec))],
      run.endedAt ? elapsed(run.startedAt, run.endedAt) : '–', this.#pick(run)]),
    { hideCaption: true, classes: 'wide-table history' });
  }

  #pick(run) {
    if (ACTIVE.includes(run.state) || !run.verdict) {
      return h('span', { class: 'remark' }, ACTIVE.includes(run.state) ? 'in progress' : 'no figures');
    }
    const box = h('input', {
      type: 'checkbox', checked: this.#picked.has(run.id), 'aria-label': `Compare run ${run.id}`, 'data-run': run.id,
      onchange: () => this.#choose(run, box.checked),
    });
    return h('label', { class: 'pick' }, box, h('span', { 'aria-hidden': 'true' }, 'select'));
  }

  #choose(run, isPicked) {
    this.#picked.delete(run.id);
    if (isPicked) {
      this.#picked.set(run.id, run.createdAt);
      if (this.#picked.size > 2) {
        const oldest = this.#picked.keys().next().value;
        this.#picked.delete(oldest);
        const box = [...this.#page.querySelectorAll('[data-run]')].find((each) => each.dataset.run === oldest);
        if (box) {
          box.checked = false;
        }
        announce(`Run ${oldest} is no longer selected: two runs are compared`);
      }
    }
    this.#showChoice();
  }

  #showChoice() {
    const [newer, older] = [...this.#picked].sort((a, b) => (a[1] < b[1] ? 1 : -1)).map(([id]) => id);
    const link = (label, baselines) => h('a', {
      class: 'button', href: `#/compare/${encodeURIComponent(newer)}?${new URLSearchParams(baselines.map((id) => ['baseline', id]))}`,
    }, label);
    if (!newer) {
      fill(this.#choice, h('p', { class: 'remark' }, 'No run is selected.'));
    } else if (older) {
      fill(this.#choice, h('p', {}, h('strong', {}, newer), ' against ', h('strong', {}, older)), h('p', { class: 'actions' }, link('Compare', [older])));
    } else {
      fill(this.#choice, h('p', {}, h('strong', {}, newer), this.#baselines.length ? ' with another run that you select, or with a baseline:' : ' with another run that you select.'),
        h('p', { class: 'actions' }, this.#baselines.map((baseline) => link(`Compare with baseline ${baseline.name}`, [baseline.name]))));
    }
  }
}
