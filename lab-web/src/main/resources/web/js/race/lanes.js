// @ts-check
import { h } from '../parts.js';
import { LaneView } from './lane-view.js';
import { byteRates, roundUp } from './statistics.js';

/** Milliseconds from one picture to the next for people who have asked for little motion. */
const STILL = 1000;

/**
 * What is done at a lane.
 *
 * @typedef {object} LaneActions
 * @property {(wire: import('./lane.js').Lane, heat: import('./heats.js').Heat | undefined) => void} choose shows the bytes of
 *     a message on this lane, or of the lane
 * @property {(heat: import('./heats.js').Heat) => void} point marks a message on all lanes
 * @property {(wire: import('./lane.js').Lane) => void} code shows the code of its client
 */

/** The lanes of a runner, one below the other; their bytes are drawn at one scale. */
export class Lanes {
  element = h('div', { class: 'wires' });
  /** @type {LaneView[]} */
  #lanes = [];
  #runner;
  #heats;
  #settings;
  #actions;
  #littleMotion = matchMedia('(prefers-reduced-motion: reduce)');
  #drawnAt = -Infinity;
  /** @type {import('./heats.js').Heat | undefined} */
  #drawnChosen;
  /** Bytes per second that fill the height of the bytes in a lane. */
  #fullRate = 1;

  /**
   * @param {import('./runner.js').Runner} runner
   * @param {import('./heats.js').Heats} heats
   * @param {import('../shell/settings.js').Settings} settings
   * @param {LaneActions} actions
   */
  constructor(runner, heats, settings, actions) {
    this.#runner = runner;
    this.#heats = heats;
    this.#settings = settings;
    this.#actions = actions;
  }

  /** Shows the lanes that the runner has now. */
  show() {
    this.#lanes = this.#runner.lanes.map(
      (wire) => new LaneView(this.#runner, wire, this.#heats, this.#settings, this.#actions),
    );
    this.element.replaceChildren(...this.#lanes.map((lane) => lane.element));
    this.repaint();
  }

  /** Colours as the page has them after the current event. */
  repaint() {
    queueMicrotask(() => this.#lanes.forEach((lane) => lane.repaint()));
  }

  /**
   * Draws the pictures; once a second where little motion is wanted.
   *
   * @param {number} shown the moment at their right end
   * @param {number} span milliseconds that they show
   * @param {import('./heats.js').Heat | undefined} chosen
   */
  draw(shown, span, chosen) {
    const now = performance.now();
    if (this.#littleMotion.matches && now - this.#drawnAt < STILL && chosen === this.#drawnChosen) {
      return;
    }
    this.#drawnAt = now;
    this.#drawnChosen = chosen;
    const seen = this.#heats.visible(shown, span);
    this.#lanes.forEach((lane) => lane.track.draw(shown, span, seen, chosen, this.#fullRate));
  }

  /**
   * Updates texts and figures, and the scale of the bytes.
   *
   * @param {number} shownAt the time of the figures
   * @param {number} shown the moment at the right end of the pictures
   * @param {number} span milliseconds that they show
   */
  update(shownAt, shown, span) {
    this.#lanes.forEach((lane) => lane.update(shownAt));
    const costs = this.#lanes.flatMap(({ cost }) => (cost === undefined ? [] : [cost.bytes]));
    const lightest = costs.length < 2 ? undefined : Math.min(...costs);
    this.#lanes.forEach((lane) => lane.describe(lightest));
    let highest = 1;
    for (const { readings, begun } of this.#runner.lanes) {
      for (const { from, to, up, down } of byteRates(readings.newestFirst(), begun)) {
        if (to < shown - span) {
          break;
        }
        if (from < shown) {
          highest = Math.max(highest, up + down);
        }
      }
    }
    this.#fullRate = roundUp(highest);
    this.element.dataset.fullRate = String(this.#fullRate);
  }
}
