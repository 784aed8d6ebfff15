// Fixture sets: what is there, what is left of it, and the form that seeds one.

import { get, post, Problem, remove } from '../api.js';
import { confirmed } from '../confirm.js';
import { announce, badge, fill, h, tiles } from '../dom.js';
import { alertPlace, clear, field, input, read, select, show } from '../forms.js';
import { count } from '../format.js';
import { mayOperate, operatorButton, readOnlyNote } from '../session.js';

const EVERY_MILLIS = 1000;
const AT_WORK = ['SEEDING', 'RESETTING', 'TEARING_DOWN'];
const OWN = 'own';

export async function showFixtures(place, rest, query, signal) {
  const presets = await get('presets', signal);
  const sets = new Sets(signal);
  place.append(
    h('div', { class: 'title-row' }, h('h1', {}, 'Fixtures')),
    h('p', { class: 'lead' }, 'A fixture set is what one seeding wrote to the platform’s database: users, rooms, and for every room a pool of candidates. Each candidate can be added to its room once.'),
    readOnlyNote() ?? '',
    sets.element,
    seedForm(presets, sets),
  );
  await sets.refresh();
}

/** The cards of all sets. Looks again each second while a job is at work. */
class Sets {
  element = h('div', { class: 'sets' });

  #signal;

  #cards = new Map();

  #timer = null;

  constructor(signal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  async refresh() {
    clearTimeout(this.#timer);
    const known = await get('fixtures', this.#signal);
    const gone = [...this.#cards.keys()].filter((id) => !known.some((set) => set.id === id));
    gone.forEach((id) => {
      this.#cards.get(id).element.remove();
      this.#cards.delete(id);
      announce(`Fixture set ${id} is gone`);
    });
    for (const set of known) {
      this.#card(set.id).show(set);
    }
    this.element.querySelector('.empty')?.remove();
    if (known.length === 0) {
      this.element.append(h('p', { class: 'empty' }, 'There is no fixture set yet. Seed one below.'));
    }
    // What is left is read from the database, set by set.
    for (const set of known.filter((each) => each.state === 'READY')) {
      if (this.#cards.get(set.id)?.wantsLeft()) {
        await this.#showLeft(set.id);
      }
    }
    if (known.some((set) => AT_WORK.includes(set.state))) {
      this.#again();
    }
  }

  /** One look that fails, such as while the database is slow, is not the last. */
  #again() {
    if (!this.#signal.aborted) {
      this.#timer = setTimeout(() => this.refresh().catch(() => this.#again()), EVERY_MILLIS);
    }
  }

  async #showLeft(id) {
    try {
      this.#cards.get(id)?.show(await get(`fixtures/${encodeURIComponent(id)}`, this.#signal));
    } catch (failure) {
      if (failure.name === 'AbortError') {
        throw failure;
      }
      this.#cards.get(id)?.fail(failure);
    }
  }

  #card(id) {
    if (!this.#cards.has(id)) {
      const card = new Card(id, () => this.refresh());
      this.#cards.set(id, card);
      this.element.append(card.element);
    }
    return this.#cards.get(id);
  }
}

/** One set. Its buttons stay where they are while its figures change, so that the focus is kept. */
class Card {
  #id;

  #refresh;

  #state = null;

  #left = null;

  #head = h('div', { class: 'set-head' });

  #figures = h('div');

  #job = h('div');

  #refusal = h('div', { class: 'alert', role: 'alert' });

  #actions;

  constructor(id, refresh) {
    this.#id = id;
    this.#refresh = refresh;
    this.#actions = {
      run: h('a', { class: 'button', href: `#/?fixture=${encodeURIComponent(id)}` }, 'Start run', h('span', { class: 'unseen' }, ` ${id}`)),
      cancel: this.#button('Stop the job', 'quiet', () => this.#post('cancel')),
      reset: this.#button('Reset', 'quiet', () => this.#reset()),
      remove: this.#button('Tear down', 'quiet danger', () => this.#remove()),
    };
    this.element = h('section', { 'aria-label': `Fixture set ${id}` }, this.#head, this.#figures, this.#job, this.#refusal,
      h('p', { class: 'actions' }, Object.values(this.#actions)));
  }

  #button(label, classes, press) {
    return operatorButton([label, h('span', { class: 'unseen' }, ` of ${this.#id}`)], classes, press);
  }

  wantsLeft() {
    return this.#left === null;
  }

  show(set) {
    if (this.#state !== null && this.#state !== set.state) {
      announce(`Fixture set ${this.#id} is ${set.state}`);
    }
    if (this.#state !== set.state) {
      this.#left = null;
    }
    this.#state = set.state;
    this.#left = set.left ?? this.#left;
    fill(this.#head, h('h2', {}, set.id), badge(set.state));
    fill(this.#figures, tiles([
      ['Rooms', count(set.rooms), `${count(set.baselineMembers)} members each`],
      ['Candidates left', this.#left ? count(this.#left.candidates) : '–', `of ${count(set.rooms * set.candidatesPerRoom)}`],
      ['Remaining requests', this.#left ? count(this.#left.feeds.adds) : '–', `requests of ${this.#left?.feeds.usersPerAdd ?? 10} users`],
    ]));
    fill(this.#job, set.progress && this.#progress(set.progress), set.failure && h('p', { class: 'refusal' }, set.failure));
    const busy = AT_WORK.includes(set.state);
    this.#actions.cancel.hidden = !busy;
    this.#actions.run.hidden = set.state !== 'READY';
    this.#actions.reset.hidden = set.state !== 'READY';
    this.#actions.remove.hidden = busy;
  }

  #progress(progress) {
    const left = progress.timeLeft ? `, ${progress.timeLeft} left` : '';
    return h('div', { class: 'meter' },
      h('progress', { max: Math.max(progress.totalDocuments, 1), value: progress.documents, 'aria-label': `Progress of the job on ${this.#id}` }),
      h('p', {}, `${progress.phase.toLowerCase().replace('_', ' ')}: ${count(progress.documents)} of ${count(progress.totalDocuments)} documents, ${count(progress.documentsPerSecond)}/s${left}`));
  }

  fail(failure) {
    fill(this.#refusal, h('strong', {}, `${failure.title ?? 'Refused'}. `), failure.message);
  }

  async #reset() {
    if (await confirmed(`Reset ${this.#id}?`,
      'What runs added to its rooms is removed from the database, so that every candidate can be added again.', 'Reset')) {
      await this.#post('reset');
    }
  }

  async #remove() {
    if (await confirmed(`Tear ${this.#id} down?`,
      'Every document of the set, and what was derived from them, is removed from the platform’s database. Nothing else is touched.', 'Tear down')) {
      await this.#do(() => remove(`fixtures/${encodeURIComponent(this.#id)}`));
    }
  }

  async #post(action) {
    await this.#do(() => post(`fixtures/${encodeURIComponent(this.#id)}/${action}`));
  }

  async #do(call) {
    fill(this.#refusal);
    try {
      this.#left = null;
      await call();
      await this.#refresh();
    } catch (failure) {
      this.fail(failure);
    }
  }
}

function percent(name, label, unit, hint) {
  return field(`population.${name}`, label, input('number', { placeholder: '0' }), { unit, hint });
}

function seedForm(presets, sets) {
  const own = ['rooms', 'baselineMembers', 'candidatesPerRoom', 'users', 'usersPerBlock'];
  const labels = {
    rooms: 'Rooms', baselineMembers: 'Members of each at first', candidatesPerRoom: 'Candidates of each', users: 'Users in all', usersPerBlock: 'Users of a block',
  };
  const about = h('p', { class: 'hint' });
  const preset = select([...presets.map((each) => [each.name]), [OWN, 'Custom']], presets[0].name, { onchange: follow });
  // Not a field of the request: names a preset, or makes way for a name.
  const name = field('preset', 'Name', input('text', { placeholder: 'my-rooms' }), { hint: 'a-z, 0-9 and -' });
  const numbers = own.map((each) => field(each, labels[each], input('number', { placeholder: each === 'usersPerBlock' ? '10' : null })));
  const people = h('details', {}, h('summary', {}, 'Population'), h('div', { class: 'fields' },
    percent('crossSitePercent', 'Users of another site', '% of blocks', 'Their messages to that site are real'),
    field('population.otherSite', 'Other site', input('text', { placeholder: 'site-far' }), { hint: 'Needed with users of another site' }),
    percent('botPercent', 'Bots', '% of blocks', 'Contract C and request shape users only'),
    percent('restrictedRoomPercent', 'Restricted rooms', '% of rooms', 'Only owners may add'),
    percent('localRoomPercent', 'Rooms that stay on the site', '% of rooms', 'Known to have no members elsewhere')));
  const outcome = h('p', { class: 'hint', role: 'status' });
  const form = h('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(false); } },
    h('div', { class: 'fields' }, field('chosen', 'Preset', preset), name, ...numbers, field('seed', 'Seed', input('number', { value: '42' }), { hint: 'Each seed makes another set' })),
    people, about, alertPlace(), outcome,
    h('p', { class: 'actions' }, operatorButton('Seed', 'primary', () => {}, { type: 'submit' }), operatorButton('Estimate only', 'quiet', () => submit(true))));

  function follow() {
    const isOwn = preset.value === OWN;
    [name, ...numbers, people].forEach((element) => { element.hidden = !isOwn; });
    const chosen = presets.find((each) => each.name === preset.value);
    about.textContent = chosen
      ? `${count(chosen.rooms)} rooms of ${count(chosen.baselineMembers)} members with ${count(chosen.candidatesPerRoom)} candidates each, ${count(chosen.users)} users. Enough for ${count(chosen.feeds.adds)} requests of ${chosen.feeds.usersPerAdd}.`
      : 'Users must be enough for the members and the candidates of a room, and a multiple of the block.';
  }

  async function submit(dryRun) {
    if (!mayOperate()) {
      return;
    }
    clear(form);
    outcome.textContent = '';
    const { chosen, ...body } = read(form);
    try {
      const answer = await post('fixtures', { ...body, ...(chosen === OWN ? {} : { preset: chosen }), ...(dryRun ? { dryRun } : {}) });
      outcome.textContent = dryRun
        ? `${answer.id}: ${count(answer.totalDocuments)} documents, about ${answer.estimatedTime} at ${count(answer.documentsPerSecond)} a second (${answer.rateBasis}).`
        : `Seeding ${answer.id} has begun.`;
      if (!dryRun) {
        await sets.refresh();
      }
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      // The preset of a built-in set is chosen in another field than the name of one's own.
      show(form, problem.field === 'preset' && chosen !== OWN ? Object.assign(problem, { field: 'chosen' }) : problem);
    }
  }

  follow();
  return h('section', {}, h('h2', {}, 'Seed a set'), form);
}
