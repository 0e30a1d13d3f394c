// @ts-check
import { n, t } from './i18n/index.js';

/** Sent messages that are remembered until all lanes have shown them. */
const MOST_SENT = 500;

/**
 * When this page sent what: a message comes back with a cursor, and the lab's answer to the command says which cursor it
 * got. The message may well arrive on a wire before that answer does.
 */
export class SentTimes {
  /** @type {Map<string, number>} cursor to `performance.now()` of sending */
  #byCursor = new Map();

  /**
   * @param {string} cursor
   * @param {number} sentAt
   */
  accepted(cursor, sentAt) {
    this.#byCursor.set(cursor, sentAt);
    if (this.#byCursor.size > MOST_SENT) {
      this.#byCursor.delete(/** @type {string} */ (this.#byCursor.keys().next().value));
    }
  }

  /** @param {string | undefined} cursor */
  of(cursor) {
    return cursor === undefined ? undefined : this.#byCursor.get(cursor);
  }
}

/**
 * @typedef {object} Latency
 * @property {number} milliseconds from sending to arriving
 * @property {boolean} exact whether this page's own clock timed the sending; else the lab's time stamp, in whole
 *     milliseconds, stands for it
 * @property {boolean} atServer whether it ends where the server's side of the lane received it
 */

/**
 * How long a message took to arrive on one wire.
 *
 * @param {import('./transports/contract.js').LabEvent} event
 * @param {import('./transports/contract.js').Arrival} arrival
 * @param {number | undefined} sentAt `performance.now()` at which this page sent it, when it did
 * @param {import('./clock.js').WallClock} clock
 * @returns {Latency}
 */
export function latencyOf(event, arrival, sentAt, clock) {
  const atServer = arrival.serverAt !== undefined;
  if (sentAt !== undefined) {
    const milliseconds = atServer ? Number(arrival.serverAt) - clock.at(sentAt) : arrival.at - sentAt;
    return { milliseconds, exact: true, atServer };
  }
  const arrived = arrival.serverAt ?? clock.at(arrival.at);
  return { milliseconds: arrived - Number(event.at), exact: false, atServer };
}

/** @param {Latency} latency */
export function latencyText({ milliseconds, exact }) {
  const whole = !exact || Math.abs(milliseconds) >= 1000;
  const digits = whole ? 0 : 1;
  const value = n(milliseconds, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return t('latency.ms', { value: `${exact ? '' : '\u2248'}${value}` });
}

/** @param {Latency} latency */
export function latencyHint({ exact, atServer }) {
  const from = t(exact ? 'latency.from.page' : 'latency.from.lab');
  return t(atServer ? 'latency.to.server' : 'latency.to.page', { from });
}

/**
 * The middle of some numbers.
 *
 * @param {number[]} numbers
 */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
