// Builds elements. Text is always set as text, so that nothing that a server says can become markup.

/** An element: attributes that are null or false are left out, true ones are empty, functions are listeners. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts new children in place of all there are. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Says something to those who do not see it change. */
export function announce(text) {
  document.getElementById('news').textContent = text;
}

/** A word in a coloured frame. The word says it all: colour only underlines it. */
export function badge(word, small = true) {
  const text = String(word);
  return h('span', { class: `${small ? 'small-badge' : 'badge'} b-${text.toLowerCase().replaceAll(' ', '-')}` }, text);
}

/** Figures to be seen at a glance: [label, value, remark]. */
export function tiles(figures, classes = '') {
  return h('dl', { class: `tiles ${classes}` }, figures.map(([label, value, remark]) => h('div', {},
    h('dt', {}, label), h('dd', { class: 'value' }, value), remark && h('dd', { class: 'remark' }, remark))));
}

/** A table with a caption, which scrolls in itself, by keyboard too. Cells are texts or nodes. */
export function table(caption, columns, rows, { numeric = [], hideCaption = false, classes = '' } = {}) {
  const side = (column) => (numeric.includes(column) ? 'n' : null);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { class: classes },
      h('caption', { class: hideCaption ? 'unseen' : null }, caption),
      h('thead', {}, h('tr', {}, columns.map((name, column) => h('th', { scope: 'col', class: side(column) }, name)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell, column) => (column === 0
        ? h('th', { scope: 'row' }, cell)
        : h('td', { class: side(column) }, cell))))))));
}
