// @ts-check
import { Ring } from '../ring.js';

/** Retained requests: ten polls per second for a minute, and commands. */
const MOST_EXCHANGES = 1200;
/** Retained interruptions of a connection. */
const MOST_SPANS = 50;
/** Readings of the meters, one a second: ten minutes. */
const MOST_READINGS = 601;

/**
 * A period in which a connection was open; times are of `performance.now()`.
 *
 * @typedef {object} Span
 * @property {number} from
 * @property {number} [to]
 */

/** The latest activity of one transport of the race. */
export class Lane {
  /** @type {Ring<import('../transports/contract.js').Exchange>} */
  exchanges = new Ring(MOST_EXCHANGES);
  /** @type {Ring<Span>} */
  spans = new Ring(MOST_SPANS);
  /** @type {Ring<import('./statistics.js').Reading>} */
  readings = new Ring(MOST_READINGS);
  /** @type {import('../transports/contract.js').LinkState} */
  state = { name: 'connecting' };
  /** @type {import('../transports/contract.js').Link | undefined} */
  link;
  /** Messages received. */
  messages = 0;
  /** Bytes of the texts of messages, both ways. */
  payload = 0;
  /** When its meters were zero. */
  begun = 0;
  /** Milliseconds that its bytes travel to the lab and back, if there is a network between. */
  transit = { up: 0, down: 0 };
  /** Whether the lab sends messages at once. */
  isStream = false;

  /**
   * @param {string} id the transport's
   * @param {number} index its place among the lanes
   * @param {boolean} [labTimed] whether the lab states when messages arrived, rather than this page
   */
  constructor(id, index, labTimed = false) {
    this.id = id;
    this.index = index;
    this.labTimed = labTimed;
  }

  /** @param {import('../transports/contract.js').LinkState} state */
  setState(state) {
    this.state = state;
    const last = this.spans.at(-1);
    const stands = last !== undefined && last.to === undefined;
    if (state.name === 'open' && !stands) {
      this.spans.push({ from: performance.now() });
    } else if (stands && ['connecting', 'retrying', 'closed'].includes(state.name)) {
      last.to = performance.now();
    }
  }

  /** A new session starts: its meters are zero. */
  beginAnew() {
    this.readings.clear();
    this.messages = 0;
    this.payload = 0;
    this.begun = performance.now();
  }
}
