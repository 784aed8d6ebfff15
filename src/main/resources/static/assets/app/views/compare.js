// Two runs, or a run and a named baseline, each with repeats, side by side.

import { download, Problem, text } from '../api.js';
import { announce, badge, fill, h } from '../dom.js';
import { embed } from '../embed.js';

const RUN_ID = /^\d{8}-\d{6}-[0-9a-f]+$/;

export async function showCompare(place, [candidate], query, signal) {
  const baselines = query.getAll('baseline');
  const repeats = query.getAll('repeat');
  const named = (ids) => ids.flatMap((id, i) => [i ? ', ' : '', RUN_ID.test(id) ? h('a', { href: `#/runs/${encodeURIComponent(id)}` }, id) : `baseline ${id}`]);
  const comparison = h('div', { class: 'embedded' });
  const keep = h('p', { class: 'actions' });
  const outcome = h('div');
  const sentence = h('p', { class: 'verdict' });
  place.append(
    h('div', { class: 'title-row' }, h('div', {}, h('p', { class: 'kind' }, 'Comparison'), h('h1', {}, candidate)), outcome),
    h('p', { class: 'lead' }, repeats.length ? ['With ', named(repeats), ' as repeats, held against '] : 'Held against ', named(baselines),
      '. A difference is called one only if it is more than runs differ by without a change; repeats of both sides, run in turn, tell by how much they do.'),
    sentence, keep, comparison,
  );
  await compare(query.get('force') === 'true');

  async function compare(force) {
    const asked = new URLSearchParams([...baselines.map((id) => ['baseline', id]), ...repeats.map((id) => ['repeat', id])]);
    if (force) {
      asked.set('force', 'true');
    }
    const path = `runs/${encodeURIComponent(candidate)}/comparison?${asked}`;
    try {
      const found = embed(comparison, await text(`${path}&format=html`, signal));
      fill(outcome, badge(found.badge, false));
      sentence.textContent = found.sentence;
      announce(found.sentence);
      fill(keep, [['html', 'HTML page'], ['text', 'Text'], ['json', 'JSON']].map(([format, name]) => h('button', {
        type: 'button', class: 'quiet', onclick: () => download(`${path}&format=${format}`, `loadgen-${candidate}-comparison.${format === 'text' ? 'txt' : format}`),
      }, name)));
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      fill(comparison, h('section', {}, h('div', { class: 'alert', role: 'alert' }, h('strong', {}, `${problem.title ?? 'Not compared'}. `), problem.message),
        problem.differences.length ? h('p', { class: 'actions' }, h('button', { type: 'button', onclick: () => compare(true) }, 'Compare anyway')) : null));
    }
  }
}
