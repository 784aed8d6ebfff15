// The seconds of a run as lines. Every point is one second as it was measured: nothing is smoothed, and a second without a value is
// a gap.

import uPlot from '../../webjars/uplot/dist/uPlot.esm.js';
import { h, table } from './dom.js';

const TABLE_ROWS = 60;
const LEAST_MILLIS = 0.001;
const dark = matchMedia('(prefers-color-scheme: dark)');

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** One chart: its lines are {name, color, value(snapshot), format, dashed}. */
class Chart {
  #caption;

  #lines;

  #history;

  #logarithmic;

  #plot = null;

  #legend;

  #place;

  #details;

  constructor({ caption, hint, lines, logarithmic = false }, history) {
    this.#logarithmic = logarithmic;
    this.#caption = caption;
    this.#lines = lines;
    this.#history = history;
    this.#legend = lines.map((line) => h('span', { class: 'value' }, '–'));
    this.#place = h('div', { class: 'chart', role: 'img', 'aria-label': `${caption}, as a line over the seconds of the run. The table below has the figures.` });
    this.#details = h('details', { ontoggle: () => this.#showTable() }, h('summary', {}, `${caption}: table`), h('div'));
    this.figure = h('figure', {},
      h('figcaption', {}, caption),
      h('ul', { class: 'legend' }, lines.map((line, i) => h('li', {},
        h('span', { class: `key s-${line.color}${line.dashed ? ' dashed' : ''}`, 'aria-hidden': 'true' }), `${line.name} `, this.#legend[i]))),
      this.#place,
      h('p', { class: 'remark' }, hint ?? ''),
      this.#details);
  }

  /** To be called once the figure is part of the page, and again when colours change. */
  draw() {
    this.#plot?.destroy();
    const font = `11px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: color('soft'), font, ticks: { show: false }, grid: { stroke: color('grid'), width: 1 } };
    this.#plot = new uPlot({
      width: Math.max(this.#place.clientWidth, 200),
      height: this.#place.clientHeight,
      legend: { show: false },
      cursor: { sync: { key: 'seconds' }, drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: false, range: (plot, first, last) => [0, Math.max(last ?? 0, 10)] }, y: this.#scale() },
      axes: [
        { ...axis, size: 26, grid: { show: false }, values: (plot, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? `${tick} s` : '')) },
        { ...axis, size: 52, grid: { ...axis.grid, filter: (plot, ticks) => ticks.map((tick) => (this.#isDrawn(tick) ? tick : null)) }, values: (plot, ticks) => ticks.map((tick) => this.#lines[0].axis(tick)) },
      ],
      series: [{}, ...this.#lines.map((line) => ({
        stroke: color(line.color), width: 1.8, dash: line.dashed ? [5, 3] : undefined, spanGaps: false, points: { show: (plot, i) => this.#isLonely(plot, i) },
      }))],
      hooks: { drawClear: [(plot) => this.#shadeWarmup(plot)], setCursor: [(plot) => this.#showValues(plot.cursor.idx)] },
    }, this.#data(), this.#place);
  }

  /** On a logarithmic axis whole powers only have a line. */
  #isDrawn(tick) {
    return !this.#logarithmic || Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9;
  }

  #scale() {
    return this.#logarithmic
      ? { distr: 3, range: (plot, least, greatest) => (greatest > 0
        ? [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(greatest * 1.01))] : [1, 100]) }
      : { range: (plot, least, greatest) => [0, greatest > 0 ? greatest * 1.08 : 1] };
  }

  /** So few points that a line would hardly be seen. */
  #isLonely(plot, line) {
    return plot.data[line].filter((value) => value !== null).length < 3;
  }

  #shadeWarmup(plot) {
    const end = this.#history.warmupSeconds;
    if (end > 0) {
      const left = plot.valToPos(0, 'x', true);
      const right = Math.min(plot.valToPos(end, 'x', true), plot.bbox.left + plot.bbox.width);
      plot.ctx.fillStyle = color('shade');
      plot.ctx.fillRect(Math.max(left, plot.bbox.left), plot.bbox.top, right - Math.max(left, plot.bbox.left), plot.bbox.height);
    }
  }

  #data() {
    const { seconds } = this.#history;
    return [seconds.map((snapshot) => snapshot.second.second), ...this.#lines.map((line) => seconds.map((snapshot) => this.#drawn(line.value(snapshot))))];
  }

  /** A logarithm knows no 0: what is less than a microsecond is drawn there. The figures beside it are as they are. */
  #drawn(value) {
    return value === undefined || value === null ? null : this.#logarithmic ? Math.max(value, LEAST_MILLIS) : value;
  }

  update() {
    this.#plot?.setData(this.#data());
    this.#showValues(this.#plot?.cursor.idx);
    this.#showTable();
  }

  resize() {
    if (this.#plot && this.#place.clientWidth > 0) {
      this.#plot.setSize({ width: this.#place.clientWidth, height: this.#place.clientHeight });
    }
  }

  #showValues(hovered) {
    const { seconds } = this.#history;
    const snapshot = seconds[hovered ?? seconds.length - 1];
    this.#lines.forEach((line, i) => {
      const value = snapshot && line.value(snapshot);
      this.#legend[i].textContent = value === null || value === undefined ? '–' : line.format(value);
    });
  }

  #showTable() {
    if (!this.#details.open) {
      return;
    }
    const rows = this.#history.seconds.slice(-TABLE_ROWS).reverse().map((snapshot) => [String(snapshot.second.second),
      ...this.#lines.map((line) => { const value = line.value(snapshot); return value === null || value === undefined ? 'none' : line.format(value); })]);
    const content = table(`${this.#caption}, the last ${TABLE_ROWS} seconds, newest first`, ['Second', ...this.#lines.map((line) => line.name)], rows,
      { numeric: this.#lines.map((line, i) => i + 1) });
    const focused = this.#details.contains(document.activeElement) && document.activeElement !== this.#details.firstChild;
    this.#details.lastChild.replaceChildren(content);
    if (focused) {
      content.focus();
    }
  }

  destroy() {
    this.#plot?.destroy();
  }
}

/** What was told of the seconds of a run so far. */
export class SecondHistory {
  seconds = [];

  /** Takes how many seconds the warm-up lasts. */
  constructor(warmupSeconds) {
    this.warmupSeconds = warmupSeconds;
  }

  /** Another window of the run begins: its seconds count from 0 again. */
  clear() {
    this.seconds.length = 0;
  }

  add(snapshot) {
    // Told twice after a lost connection, if at all.
    if (snapshot.second && snapshot.second.second > (this.seconds.at(-1)?.second.second ?? -1)) {
      this.seconds.push(snapshot);
    }
  }

}

/** All charts of a run. */
export class Charts {
  #charts;

  #observer;

  #onColors = () => this.#charts.forEach((chart) => chart.draw());

  constructor(groups, history) {
    this.#charts = groups.map((group) => new Chart(group, history));
    this.element = h('div', { class: 'charts' }, this.#charts.map((chart) => chart.figure));
    this.#observer = new ResizeObserver(() => this.#charts.forEach((chart) => chart.resize()));
  }

  draw() {
    this.#charts.forEach((chart) => chart.draw());
    this.#observer.observe(this.element);
    dark.addEventListener('change', this.#onColors);
  }

  update() {
    this.#charts.forEach((chart) => chart.update());
  }

  destroy() {
    this.#observer.disconnect();
    dark.removeEventListener('change', this.#onColors);
    this.#charts.forEach((chart) => chart.destroy());
  }
}
