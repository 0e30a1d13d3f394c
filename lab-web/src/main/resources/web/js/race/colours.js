// @ts-check
import { h } from '../parts.js';

/**
 * Colours of the style sheets as a canvas needs them: variables and light or dark resolved, at a place of the page.
 *
 * @param {HTMLElement} place
 * @param {string[]} names of CSS variables
 * @returns {Record<string, string>}
 */
export function resolveColours(place, names) {
  const probe = h('span');
  place.append(probe);
  const colours = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return colours;
}
