// Forms that send what was typed as it is, and show the refusals of the API at the fields that they name.

import { h } from './dom.js';

/** A field with label, hint and a place for a refusal. */
export function field(name, label, control, { unit, hint, wide = false } = {}) {
  const id = `f-${name.replaceAll('.', '-')}`;
  control.id = id;
  control.name = name;
  control.setAttribute('aria-describedby', `${id}-refusal${hint ? ` ${id}-hint` : ''}`);
  return h('div', { class: wide ? 'field wide-field' : 'field' },
    h('label', { for: id }, label, unit && h('span', { class: 'unit' }, ` ${unit}`)),
    control,
    hint && h('p', { class: 'hint', id: `${id}-hint` }, hint),
    h('p', { class: 'refusal', id: `${id}-refusal` }));
}

export function input(kind, attributes = {}) {
  return h('input', {
    type: 'text', 'data-kind': kind, inputmode: kind === 'number' ? 'decimal' : null, autocomplete: 'off', spellcheck: 'false', ...attributes,
  });
}

export function select(options, chosen, attributes = {}) {
  return h('select', { 'data-kind': 'text', ...attributes }, options.map(([value, label]) => h('option',
    { value, selected: value === chosen }, label ?? value)));
}

/** A box to tick. Sent only when it says something else than the service would assume. */
export function tick(name, label, assumed) {
  const id = `f-${name}`;
  return h('div', { class: 'field check' },
    h('input', { type: 'checkbox', id, name, 'data-kind': 'tick', 'data-assumed': String(assumed), checked: assumed }),
    h('label', { for: id }, label));
}

/** What was typed; a number that is none is sent as it is, for the service says best what it must be. */
function value(control) {
  const typed = control.value.trim();
  const number = (part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : part);
  switch (control.dataset.kind) {
    case 'number': return typed === '' ? undefined : number(typed);
    case 'list': return typed === '' ? undefined : typed.split(/[\s,]+/).filter(Boolean).map(number);
    case 'tick': return String(control.checked) === control.dataset.assumed ? undefined : control.checked;
    default: return typed === '' ? undefined : typed;
  }
}

/** The form as JSON. Names with dots lead into nested objects; fields that cannot be seen count as empty. */
export function read(form) {
  const body = {};
  for (const control of form.elements) {
    const chosen = control.name && !control.closest('[hidden]') && (control.type !== 'radio' || control.checked);
    const given = chosen ? value(control) : undefined;
    if (given !== undefined) {
      const steps = control.name.split('.');
      // The percentiles have dots of their own: p99.9.
      const [last, path] = /^slo\.e[12]\./.test(control.name)
        ? [steps.slice(2).join('.'), steps.slice(0, 2)]
        : [steps.at(-1), steps.slice(0, -1)];
      const at = path.reduce((object, step) => { object[step] ??= {}; return object[step]; }, body);
      at[last] = given;
    }
  }
  return body;
}

function controlFor(form, name) {
  const plain = name.replace(/\[.*$/, '');
  const usable = [...form.elements].filter((control) => control.name && !control.closest('[hidden]'));
  return usable.find((control) => control.name === plain)
    ?? usable.find((control) => control.name.startsWith(`${plain}.`))
    ?? usable.find((control) => plain.startsWith(`${control.name}.`));
}

/** Takes every refusal away. */
export function clear(form) {
  form.querySelectorAll('[aria-invalid]').forEach((control) => control.removeAttribute('aria-invalid'));
  form.querySelectorAll('.refusal').forEach((text) => { text.textContent = ''; });
  form.querySelector('.alert')?.replaceChildren();
}

/** Shows a refusal at the field that it names, and puts the focus there; or else above the buttons. */
export function show(form, problem) {
  const control = problem.field && controlFor(form, problem.field);
  const place = control && document.getElementById(`${control.id}-refusal`);
  if (!place) {
    form.querySelector('.alert').replaceChildren(h('strong', {}, `${problem.title ?? 'Refused'}. `), problem.message);
    return;
  }
  control.closest('details')?.setAttribute('open', '');
  control.setAttribute('aria-invalid', 'true');
  place.textContent = problem.message;
  control.focus();
}

/** Where a form says what is wrong with it as a whole. */
export function alertPlace() {
  return h('div', { class: 'alert', role: 'alert' });
}
