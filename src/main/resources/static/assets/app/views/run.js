// One run: live while it goes on, then its verdict and its report.

import { download, get, post, Problem, put, text } from '../api.js';
import { Charts, SecondHistory } from '../charts.js';
import { announce, badge, fill, h, tiles } from '../dom.js';
import { embed } from '../embed.js';
import { follow } from '../events.js';
import { alertPlace, clear, field, input, read, show } from '../forms.js';
import { bounded, count, elapsed, load, millis, rate, seconds, time, way } from '../format.js';
import { mayOperate, operatorButton, readOnlyNote } from '../session.js';

const TERMINAL = ['COMPLETED', 'EXHAUSTED', 'STOPPED', 'ABORTED', 'FAILED', 'INTERRUPTED'];

const KINDS = { sustained: 'Sustained run', capacity: 'Capacity run', search: 'Search' };

const STATES = {
  PENDING: 'Taken on, not begun.',
  PREFLIGHT: 'The platform is looked at before anything is sent.',
  REHEARSAL: 'The same traffic is sent to ourselves, not to the platform, until this process is warm.',
  WARMUP: 'Sending; what is sent now is left out of the figures.',
  MEASURING: 'Sending and measuring.',
  DRAINING: 'Nothing more is sent; what is outstanding is waited for.',
  AUDITING: 'MongoDB is compared with what was promised.',
};

const VERDICTS = {
  PASS: 'Every limit was kept, and the measuring can be trusted.',
  FAIL: 'A limit was broken.',
  NONE: 'No limits were set, so nothing is judged.',
  INCONCLUSIVE: 'The generator, or the measuring itself, got in the way. The figures do not tell how the platform does: do not read them as its good or bad result. Raise the limit that the reasons name, and run again.',
};

export async function showRun(place, [id], query, signal) {
  const run = await get(`runs/${encodeURIComponent(id)}`, signal);
  const view = new RunView(place, run, signal);
  if (TERMINAL.includes(run.state)) {
    await view.showEnd(run);
  } else {
    await view.follow();
  }
}

class RunView {
  #run;

  #signal;

  #place;

  #badge = h('div');

  #about = h('p', { class: 'lead' });

  #live = h('div');

  constructor(place, run, signal) {
    this.#run = run;
    this.#signal = signal;
    this.#place = place;
    place.append(
      h('div', { class: 'title-row' }, h('div', {}, h('p', { class: 'kind' }, KINDS[run.spec.type]), h('h1', {}, run.id)), this.#badge),
      h('p', { class: 'lead' }, `${load(run.spec)}; ${way(run.spec)}.`),
      this.#about,
      readOnlyNote() ?? '',
      this.#live,
    );
    this.#showState(run.state);
  }

  #showState(state) {
    fill(this.#badge, badge(state, false));
    this.#about.textContent = STATES[state] ?? '';
  }

  async follow() {
    const history = new SecondHistory(seconds(this.#run.spec.warmup ?? this.#run.spec.trial?.warmup) ?? 0);
    const charts = new Charts(chartsOf(this.#run.spec), history);
    const figures = h('div');
    const progress = h('progress', { max: 100, value: 0, 'aria-label': 'How much of the schedule was dealt with' });
    const percent = h('p', {}, '0 %');
    const connection = h('div', { class: 'alert', role: 'status' });
    const floor = h('p', { class: 'remark' });
    const search = h('p', { role: 'status' });
    const worker = h('p', { class: 'alert' });
    const stop = operatorButton('Stop the run', 'danger', () => this.#stop(stop, connection));
    fill(this.#live,
      h('section', {}, h('h2', {}, 'Now'), figures, h('div', { class: 'meter' }, progress, percent), search, floor, worker, connection, h('p', { class: 'actions' }, stop)),
      h('section', {}, h('h2', {}, 'Second by second'), charts.element,
        h('p', { class: 'remark' }, 'Each point is one second as it was measured: nothing is smoothed, a gap is a second without a value, the shaded part is the warm-up. Response times are those of the signals that came; losses enter the percentiles of the report.')));
    charts.draw();
    this.#signal.addEventListener('abort', () => charts.destroy(), { once: true });
    fill(figures, liveTiles(null));

    const on = {
      found: () => fill(connection),
      lost: (problem) => fill(connection, h('strong', {}, 'Connection lost. '), problem ? problem.message : 'The service ended the stream.', ' Trying again; the run itself is not touched.'),
      event: ({ name, data }) => {
        if (name === 'state') {
          this.#showState(data.state);
          if (data.state === 'WARMUP') {
            history.clear();
          }
          stop.hidden = data.state === 'DRAINING' || data.state === 'AUDITING';
          announce(`Run ${this.#run.id} is ${data.state}`);
        } else if (name === 'rehearsal') {
          floor.textContent = floorText(data.rehearsal);
        } else if (name === 'search') {
          search.textContent = searchText(data.search);
        } else if (name === 'snapshot') {
          history.add(data);
          fill(figures, liveTiles(data));
          // It changes every second, and is said once.
          if (data.workerStall && !worker.hasChildNodes()) {
            announce('room-worker takes no jobs');
          }
          fill(worker, stallText(data.workerStall));
          progress.value = data.percent;
          percent.textContent = progressText(data);
          charts.update();
        }
      },
    };
    await follow(this.#run.id, on, this.#signal);
    if (!this.#signal.aborted) {
      await this.showEnd(await get(`runs/${encodeURIComponent(this.#run.id)}`, this.#signal));
    }
  }

  async #stop(button, place) {
    button.setAttribute('aria-disabled', 'true');
    try {
      await post(`runs/${encodeURIComponent(this.#run.id)}/stop`);
      announce('The run was asked to stop');
    } catch (problem) {
      button.removeAttribute('aria-disabled');
      fill(place, h('strong', {}, `${problem.title ?? 'Not stopped'}. `), problem.message);
    }
  }

  async showEnd(run) {
    this.#live.querySelector('section')?.remove();
    this.#showState(run.state);
    const formats = await get('report.formats.json', this.#signal);
    const decision = run.verdict?.decision;
    announce(`Run ${run.id} has ended: ${run.state}${decision ? `, verdict ${decision}` : ''}`);
    const report = h('div', { class: 'embedded' });
    const end = h('section', {},
      h('div', { class: 'set-head' }, h('h2', {}, 'Verdict'), decision && badge(decision, false)),
      decision ? h('p', {}, VERDICTS[decision]) : h('p', {}, 'The run measured nothing.'),
      run.failure && h('p', { class: 'alert' }, h('strong', {}, `${run.state}. `), run.failure),
      run.verdict?.reasons.length ? h('ul', { class: 'sentences' }, run.verdict.reasons.map((reason) => h('li', {}, reason))) : null,
      h('p', { class: 'remark' }, `Started ${time(run.startedAt)}, took ${elapsed(run.startedAt, run.endedAt)}.`),
      h('h3', {}, 'Download report'),
      h('ul', { class: 'formats' }, formats.filter((format) => !format.capacityOnly || run.spec.type === 'capacity')
        .map((format) => h('li', {}, h('button', {
          type: 'button', class: 'button', onclick: () => download(`runs/${encodeURIComponent(run.id)}/report?format=${format.name}`, `loadgen-${run.id}-${format.fileName}`).catch((problem) => this.#trouble(report, problem)),
        }, format.label)))),
      h('p', { class: 'actions' }, h('a', { class: 'button', href: `#/history?pick=${encodeURIComponent(run.id)}` }, 'Compare with another run'),
        h('a', { class: 'button', href: `#/?fixture=${encodeURIComponent(run.spec.fixture)}` }, 'Start another')),
      decision && baselineForm(run));
    this.#live.before(end);
    this.#place.append(report);
    if (run.verdict) {
      try {
        embed(report, await text(`runs/${encodeURIComponent(run.id)}/report?format=html`, this.#signal));
        // The report has the same seconds, and more of them.
        this.#live.remove();
      } catch (problem) {
        this.#trouble(report, problem);
      }
    }
  }

  #trouble(place, problem) {
    if (!this.#signal.aborted) {
      place.prepend(h('div', { class: 'alert', role: 'alert' }, h('strong', {}, `${problem.title ?? 'Not there'}. `), problem.message));
    }
  }
}

/** Puts the run under a name, for later ones to be compared with. */
function baselineForm(run) {
  const outcome = h('p', { class: 'hint', role: 'status' });
  const form = h('form', { novalidate: true, onsubmit: add },
    h('div', { class: 'fields' }, field('name', 'Baseline', input('text', { placeholder: 'main' }), { hint: 'Runs under one name are repeats of each other' })),
    alertPlace(), outcome,
    h('p', { class: 'actions' }, operatorButton('Add to the baseline', 'quiet', () => {}, { type: 'submit' })));

  async function add(event) {
    event.preventDefault();
    if (!mayOperate()) {
      return;
    }
    clear(form);
    outcome.textContent = '';
    try {
      const { name = '-' } = read(form);
      const baseline = await put(`baselines/${encodeURIComponent(name)}`, { run: run.id });
      outcome.textContent = `Baseline ${baseline.name} has ${baseline.runs.length} ${baseline.runs.length === 1 ? 'run' : 'runs'} now.`;
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      show(form, problem);
    }
  }

  return h('details', {}, h('summary', {}, 'Compare later runs with this one'), form);
}

function floorText({ floor, ratePerSecond, seconds: lasted, steady, cpuMicrosPerRequest }) {
  const of = (wanted) => {
    const found = floor.percentiles.find(({ name }) => name === wanted)?.lowerMillis;
    return found === undefined || found === null ? '-' : `${millis(found)} ms`;
  };
  const cpu = cpuMicrosPerRequest === undefined ? '' : `; ${millis(cpuMicrosPerRequest)} µs of CPU a request`;
  return `Floor at ${rate(ratePerSecond)}, rehearsed for ${lasted} s${steady ? '' : ' and still changing'}: p50 ${of('p50')}, p99 ${of('p99')}${cpu}.`;
}

function searchText({ trials, heldPerSecond, brokePerSecond, atMost }) {
  const last = trials.at(-1);
  const latest = last ? `, the last at ${rate(last.ratePerSecond)}: ${last.outcome}` : '';
  return `Search: ${heldPerSecond ? `${rate(heldPerSecond)} held` : 'no rate held yet'}, ${brokePerSecond ? `${rate(brokePerSecond)} broke` : 'none broke yet'}; ${trials.length} trials of at most ${atMost.trials}${latest}.`;
}

function first(spec) {
  return spec.inject === 'canonical' ? ['ack', 'ack'] : ['E1', 'e1'];
}

function chartsOf(spec) {
  const [name, signal] = first(spec);
  // The lower bound: of a second with losses what is known. A second with too few requests has no percentile, but a longest one.
  const time = (key, percentile) => (snapshot) => snapshot.second.responseTimes[key]?.[percentile]?.lowerMillis;
  const longest = (key) => (snapshot) => snapshot.second.responseTimes[key]?.max;
  const ms = { format: (value) => `${millis(value)} ms`, axis: (tick) => (tick === null ? '' : tick >= 1000 ? `${tick / 1000} s` : `${tick} ms`) };
  const number = { format: count, axis: (tick) => (Number.isInteger(tick) ? count(tick) : '') };
  const target = { name: 'asked for', color: 'max', dashed: true, value: (snapshot) => snapshot.second.targetRate, ...number, format: rate };
  return [
    {
      caption: 'Rate, requests a second',
      lines: [{ name: 'sent', color: 'e1', value: (snapshot) => snapshot.second.sent, ...number }, ...(spec.type === 'sustained' ? [target] : [])],
    },
    {
      caption: 'Response time, logarithmic',
      logarithmic: true,
      lines: [
        { name: 'E2 longest', color: 'max', value: longest('e2'), ...ms },
        { name: 'E2 p99', color: 'e2', value: time('e2', 'p99'), ...ms }, { name: 'E2 p50', color: 'e2', dashed: true, value: time('e2', 'p50'), ...ms },
        { name: `${name} p99`, color: signal, value: time(signal, 'p99'), ...ms }, { name: `${name} p50`, color: signal, dashed: true, value: time(signal, 'p50'), ...ms }],
    },
    {
      caption: 'Outstanding requests, and messages in the backlog',
      lines: [{ name: 'outstanding', color: 'e1', value: (snapshot) => snapshot.outstanding, ...number },
        { name: 'backlog', color: 'e3', value: (snapshot) => snapshot.second.backlogPending, ...number }],
    },
    {
      caption: 'Schedule lag, logarithmic',
      logarithmic: true,
      hint: 'How late the generator itself was. More than 1 % of the requests of a run later than 10 ms make it INCONCLUSIVE.',
      lines: [{ name: 'p99', color: 'handoff', value: (snapshot) => snapshot.second.lagP99Millis, ...ms },
        { name: 'max', color: 'max', dashed: true, value: (snapshot) => snapshot.second.lagMaxMillis, ...ms }],
    },
  ];
}

function liveTiles(snapshot) {
  const second = snapshot?.second;
  const e2 = second?.responseTimes.e2;
  const target = second?.targetRate;
  return tiles([
    ['Sent', second ? `${count(second.sent)}/s` : '–', target ? `of ${rate(target)}/s asked for` : 'in the last second'],
    ['E2 p50', bounded(e2?.p50), 'add to member event'],
    ['E2 p99', bounded(e2?.p99), e2 ? `of ${count(e2.count)} requests, ${count(e2.lost)} lost` : 'no event in the second'],
    ['Outstanding', snapshot ? count(snapshot.outstanding) : '–', 'sent and not finished'],
    ['Backlog', second ? count(second.backlogPending) : '–', 'messages for room-worker'],
    ['Failed', snapshot ? count(snapshot.failed) : '–', snapshot ? `of ${count(snapshot.sent)} sent` : 'without their event'],
  ], 'live-tiles');
}

function stallText(stall) {
  return stall ? [h('strong', {}, 'room-worker takes no jobs. '), `No pull request, no delivery and no acknowledgement for ${Math.round(stall.millis / 1000)} s while up to ${count(stall.peakPending)} messages waited.`] : [];
}

function progressText(snapshot) {
  const left = snapshot.timeLeft ? `, ${snapshot.timeLeftBasis === 'pace' ? 'about ' : ''}${snapshot.timeLeft} left${snapshot.timeLeftBasis === 'pace' ? ' at the pace of the last seconds' : ''}` : '';
  const audit = snapshot.audit ? `; audit ${snapshot.audit.shardsDone} of ${snapshot.audit.shards}` : '';
  const planned = snapshot.plannedSlots ? `${count(snapshot.processed)} of ${count(snapshot.plannedSlots)} requests, ` : '';
  return `${planned}${Math.floor(snapshot.percent)} %${left}${audit}`;
}
