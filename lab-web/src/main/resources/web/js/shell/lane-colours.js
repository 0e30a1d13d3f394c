// @ts-check
import { transports } from '../transports/index.js';

/** How many `--lane-N` there are in css/colours.css; beyond, they begin again. */
const COLOURS = 8;

/** Gives each transport its colour: whatever has `data-transport` has it as `--wire`. */
export function colourLanes() {
  const sheet = new CSSStyleSheet();
  transports.forEach(({ id }, index) =>
    sheet.insertRule(`[data-transport="${CSS.escape(id)}"] { --wire: var(--lane-${index % COLOURS}) }`),
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/**
 * The CSS variable that holds the colour of a transport.
 *
 * @param {string} id
 */
export function laneColour(id) {
  return `--lane-${Math.max(0, transports.findIndex((transport) => transport.id === id)) % COLOURS}`;
}
