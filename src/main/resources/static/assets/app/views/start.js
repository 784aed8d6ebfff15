// The form that starts a run of any type.

import { get, post, Problem } from '../api.js';
import { announce, fill, h } from '../dom.js';
import { alertPlace, clear, field, input, read, select, show, tick } from '../forms.js';
import { count, seconds } from '../format.js';
import { mayOperate, operatorButton, readOnlyNote } from '../session.js';

const PERCENTILES = ['p50', 'p75', 'p90', 'p95', 'p99', 'p99.9'];

export async function showStart(place, rest, query, signal) {
  const sets = (await get('fixtures', signal)).filter((set) => set.state === 'READY');
  place.append(
    h('div', { class: 'title-row' }, h('h1', {}, 'Start a run')),
    h('p', { class: 'lead' }, 'A run adds users of a fixture set to its rooms, and measures every add from the moment it was due.'),
    readOnlyNote() ?? '',
  );
  if (sets.length === 0) {
    place.append(h('section', {}, h('h2', {}, 'Nothing to run on yet'),
      h('p', {}, 'A run feeds on a fixture set: users, rooms, and for every room a pool of candidates. ',
        h('a', { href: '#/fixtures' }, 'Seed one first'), '.')));
    return;
  }
  const chosen = query.get('fixture') ?? sets[0].id;
  place.append(new StartForm(sets, sets.some((set) => set.id === chosen) ? chosen : sets[0].id, signal).element);
}

class StartForm {
  #signal;

  #left = null;

  #meter = h('div', { class: 'meter' });

  constructor(sets, chosen, signal) {
    this.#signal = signal;
    this.element = h('form', { class: 'start', novalidate: true, onsubmit: (event) => this.#submit(event), oninput: () => this.#followInput() },
      h('section', {}, h('h2', {}, 'Load'), this.#models(),
        h('div', { class: 'fields' }, this.#fixture(sets, chosen), ...this.#loadFields()), this.#meter),
      h('section', {}, h('h2', {}, 'SLO'),
        h('p', { class: 'lead' }, 'The limits that the platform must keep. Without any, the verdict is NONE: figures without a judgement. A search needs one at least: it says what it is to hold.'),
        h('div', { class: 'fields' }, ...this.#sloFields()),
        h('details', {}, h('summary', {}, 'Abort conditions'),
          h('p', { class: 'lead' }, 'A run that meets one of these is ABORTED: it drains, is audited, and reports what it measured.'),
          h('div', { class: 'fields' }, ...this.#abortFields()))),
      h('section', {}, h('h2', {}, 'Requests'), h('div', { class: 'fields' }, ...this.#requestFields()),
        h('details', {}, h('summary', {}, 'Timeouts and limits'), h('div', { class: 'fields' }, ...this.#timeoutFields())),
        alertPlace(),
        h('p', { class: 'actions' }, operatorButton('Start run', 'primary', () => {}, { type: 'submit', id: 'start' }),
          h('span', { class: 'hint' }, 'Preflight comes first; a run is refused if a check fails.'))));
    this.#followModel();
    this.#lookAtFixture();
  }

  #models() {
    const model = (value, name, why, checked) => h('label', {},
      h('input', { type: 'radio', name: 'type', value, checked, 'data-kind': 'text', onchange: () => this.#followModel() }),
      h('span', { class: 'name' }, name), h('span', { class: 'why' }, why));
    return h('fieldset', {}, h('legend', {}, 'Load model'), h('div', { class: 'choice' },
      model('sustained', 'Sustained', 'A fixed rate for a fixed time, whatever the platform does: does it hold?', true),
      model('capacity', 'Capacity', 'Rooms filled one add at a time: how does the cost grow with the room?', false),
      model('search', 'Search', 'Trials at one rate after another, each in fresh rooms: what is the highest rate that holds?', false)));
  }

  #fixture(sets, chosen) {
    const control = select(sets.map((set) => [set.id]), chosen, { onchange: () => this.#lookAtFixture() });
    return field('fixture', 'Fixture set', control);
  }

  #loadFields() {
    this.rate = field('rate', 'Rate', input('number', { value: '5' }), { unit: 'requests/s' });
    return [
      ...this.#only('sustained',
        this.rate,
        field('duration', 'Duration', input('text', { value: '30s' }), { hint: 'Such as 60s or 1m30s, warm-up included' }),
        field('warmup', 'Warm-up', input('text', { value: '5s' }), { hint: 'Left out of the figures' })),
      ...this.#spreadFields(),
      ...this.#only('capacity',
        field('targetSize', 'Target size', input('number'), { unit: 'members a room' }),
        field('onBusy', 'When room-service is busy', select([['wait', 'wait: send it again'], ['stop', 'stop: end the room']], 'wait')),
        field('bucketEdges', 'Bucket edges', input('list', { placeholder: 'ten equal buckets' }), { hint: 'Room sizes at which a bucket of the report begins, such as 50, 100' })),
      ...this.#only('search',
        field('mode', 'Mode', select([['search', 'search: halve what is open'], ['scan', 'scan: given steps']], 'search', { onchange: () => this.#followModel() })),
        field('minRate', 'Least rate', input('number', { placeholder: '10' }), { unit: 'requests/s' }),
        field('width', 'Width', input('number', { placeholder: '0.05' }), { unit: 'share', hint: 'How far the rate that broke may be above the one that held' }),
        field('steps', 'Steps', input('list', { placeholder: '50, 100, 150' }), { hint: 'Rates of a scan, upwards' }),
        field('trial.warmup', 'Warm-up of a trial', input('text', { placeholder: '2s' })),
        field('trial.duration', 'Length of a trial', input('text', { placeholder: '10s' }), { hint: 'After the warm-up' }),
        field('budget.time', 'At most', input('text', { placeholder: '10m' }), { hint: 'After that no trial is begun' }),
        field('budget.candidates', 'Candidates, max', input('number', { placeholder: 'as many as there are' })),
        field('slo.rate', 'Goal', input('number', { placeholder: 'none' }), { unit: 'requests/s', hint: 'The rate that is to hold' })),
      ...this.#only('capacity search', field('maxRate', 'Max rate', input('number', { placeholder: 'default' }),
        { unit: 'requests/s', hint: 'Of a search the greatest that is tried, 500 if left out; of a capacity run that of each room, no cap if left out' })),
      field('usersPerAdd', 'Users per add', input('number', { value: '1' })),
    ];
  }

  /** How requests are spread over time and rooms: fields of a kind are shown with it. */
  #spreadFields() {
    const arrivals = select([['even', 'even: equal distances'], ['poisson', 'poisson: by chance'], ['bursts', 'bursts: by chance, sometimes dense'], ['trace', 'trace: as recorded']],
      'even', { onchange: () => this.#followModel() });
    const rooms = select([['roundRobin', 'roundRobin: in turn'], ['zipf', 'zipf: the first most often']], 'roundRobin', { onchange: () => this.#followModel() });
    this.kinds = [
      ['arrivals.type', 'bursts', field('arrivals.factor', 'Rate in a burst', input('number', { placeholder: '5' }), { unit: 'times the rate' })],
      ['arrivals.type', 'bursts', field('arrivals.length', 'Length of a burst', input('text', { placeholder: '1s' }))],
      ['arrivals.type', 'bursts', field('arrivals.every', 'A burst in every', input('text', { placeholder: '10s' }))],
      ['arrivals.type', 'trace', field('arrivals.offsets', 'Recorded offsets', input('list'), { unit: 's', hint: 'Rising, such as 0, 0.2, 1.5' })],
      ['arrivals.type', 'trace', field('arrivals.speed', 'Speed', input('number', { placeholder: '1' }), { unit: 'times as recorded' })],
      ['rooms.type', 'zipf', field('rooms.s', 'Exponent of Zipf', input('number', { placeholder: '1' }))],
    ];
    return this.#only('sustained', field('arrivals.type', 'Arrivals', arrivals), field('rooms.type', 'Rooms', rooms), ...this.kinds.map(([, , element]) => element));
  }

  #sloFields() {
    const limit = (signal, name, percentile) => field(`slo.${signal}.${percentile}`, `${name} ${percentile}, max`, input('text', { placeholder: 'no limit' }));
    const shown = [['e2', 'p50'], ['e2', 'p99'], ['e1', 'p99']];
    const names = { e1: 'E1 reply', e2: 'E2 event' };
    return [
      ...shown.map(([signal, percentile]) => limit(signal, names[signal], percentile)),
      field('slo.errorRate', 'Failed requests, max', input('number', { placeholder: 'no limit' }), { unit: 'share, 0 to 1' }),
      field('slo.backlogGrowth', 'Backlog growth, max', input('number', { placeholder: 'no limit' }), { unit: 'messages' }),
      field('slo.lost', 'Lost memberships, max', input('number', { placeholder: '0' })),
      h('details', { class: 'wide-field' }, h('summary', {}, 'All percentiles'), h('div', { class: 'fields' },
        ...Object.entries(names).flatMap(([signal, name]) => PERCENTILES
          .filter((percentile) => !shown.some(([s, p]) => s === signal && p === percentile))
          .map((percentile) => limit(signal, name, percentile))))),
    ];
  }

  #abortFields() {
    const off = { placeholder: 'as the operator has set it' };
    return [
      field('abortOn.errorRate', 'Failed requests, more than', input('number', off), { unit: 'share, 0 to 1' }),
      field('abortOn.errorWindow', 'Within the last', input('text', { placeholder: '10s' })),
      field('abortOn.errorMinimum', 'Of at least', input('number', { placeholder: '20' }), { unit: 'requests' }),
      field('abortOn.backlog', 'Backlog, more than', input('number', off), { unit: 'messages' }),
      field('abortOn.droppedMessages', 'Dropped by our client, more than', input('number', off), { unit: 'messages' }),
      field('abortOn.disconnects', 'Connection lost, more than', input('number', off), { unit: 'times' }),
      field('abortOn.disconnectedFor', 'Connection down for', input('text', off)),
      field('abortOn.workerStalledFor', 'No job taken by room-worker for', input('text', off), { hint: '5s or more' }),
    ];
  }

  #requestFields() {
    const shape = select([['users'], ['orgs'], ['channels'], ['mixed']], 'users', { onchange: () => this.#followModel() });
    this.mix = ['users', 'orgs', 'channels'].map((name) => field(`mix.${name}`, `Weight of ${name}`, input('number', { placeholder: '0' })));
    return [
      field('inject', 'Inject mode', select([['frontdoor', 'frontdoor: by room-service'], ['canonical', 'canonical: its stream']], 'frontdoor')),
      field('shape', 'Request shape', shape, { hint: 'All but users need whole blocks' }),
      ...this.mix,
    ];
  }

  #timeoutFields() {
    const optional = (value) => input('text', { placeholder: value });
    return [
      field('replyTimeout', 'Reply timeout', optional('5s')),
      field('eventTimeout', 'Event timeout', optional('30s')),
      ...this.#only('sustained search', field('maxScheduleLag', 'Max schedule lag', optional('5s'))),
      field('maxOutstanding', 'Max in flight', input('number', { placeholder: '100000' })),
      tick('observeHandoff', 'Watch the handoff to the stream', true),
    ];
  }

  /** Fields of some load models, their names with a space between. */
  #only(model, ...fields) {
    fields.forEach((element) => { element.dataset.only = model; });
    return fields;
  }

  #followModel() {
    const { type, shape } = this.element.elements;
    this.element.querySelectorAll('[data-only]').forEach((element) => { element.hidden = !element.dataset.only.split(' ').includes(type.value); });
    this.element.elements.steps.closest('[data-only]').hidden ||= this.element.elements.mode.value !== 'scan';
    this.kinds.forEach(([name, kind, element]) => { element.hidden = type.value !== 'sustained' || this.element.elements[name].value !== kind; });
    this.rate.hidden = type.value !== 'sustained' || this.element.elements['arrivals.type'].value === 'trace';
    this.mix.forEach((element) => { element.hidden = shape.value !== 'mixed'; });
    this.#followInput();
  }

  async #lookAtFixture() {
    this.#left = null;
    fill(this.#meter);
    try {
      this.#left = (await get(`fixtures/${encodeURIComponent(this.element.elements.fixture.value)}`, this.#signal)).left ?? null;
      this.#followInput();
    } catch (failure) {
      if (!this.#signal.aborted) {
        fill(this.#meter, h('p', { class: 'over' }, failure.message));
      }
    }
  }

  /** What the run would need of what is left. A guide: the service decides. */
  #followInput() {
    if (!this.#left) {
      return;
    }
    const { type, rate, duration, usersPerAdd } = this.element.elements;
    const left = this.#left.candidates;
    const has = `${count(left)} candidates left, ${count(this.#left.fewestInARoom)} in the room with the fewest.`;
    const requests = Math.floor(Number(rate.value) * (seconds(duration.value.trim()) ?? NaN));
    const need = requests * Number(usersPerAdd.value);
    if (this.rate.hidden || !Number.isFinite(need)) {
      fill(this.#meter, h('p', {}, has));
      return;
    }
    fill(this.#meter,
      h('progress', { max: Math.max(left, 1), value: Math.min(need, left), 'aria-label': 'Candidates that this run needs, of those that are left' }),
      h('p', { class: need > left ? 'over' : null }, `Needs ${count(need)} candidates (${count(requests)} requests of ${usersPerAdd.value}). ${has}`,
        need > left ? ' Too few: refill the set, or ask for less.' : ''));
  }

  async #submit(event) {
    event.preventDefault();
    const button = this.element.querySelector('#start');
    if (!mayOperate() || button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    clear(this.element);
    button.setAttribute('aria-disabled', 'true');
    try {
      const run = await post('runs', read(this.element), { 'Idempotency-Key': crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` });
      announce(`Run ${run.id} has begun`);
      location.hash = `#/runs/${run.id}`;
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      show(this.element, problem);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }
}
