// Shows a page that the service made as a part of this one. Both share their style sheet, so nothing of it looks foreign.

import { fill } from './dom.js';

/** Takes the sections of a page over; their headings fit below the one of this page. Gives the words of its own head. */
export function embed(place, html) {
  // Its own copy of the style is left out: this page has it already, and lets no inline style in.
  const page = new DOMParser().parseFromString(html.replace(/<style>[^<]*<\/style>/, ''), 'text/html');
  fill(place, [...page.querySelectorAll('main > *')].map((section) => document.adoptNode(section)));
  return { badge: page.querySelector('.badge').textContent, sentence: page.querySelector('.subtitle').textContent };
}
