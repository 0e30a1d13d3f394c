// @ts-check
import { Ring } from '../ring.js';
import { CLASSES } from './classes.js';
import { classBytes, latencies, percentile, total } from './statistics.js';

/** Seconds that the charts look back on. */
export const LOOK_BACK = 120;
/** Seconds that the distribution is of. */
export const DISTRIBUTION_OF = 60_000;

/**
 * One second of the race; arrays are by lane, `null` without a value.
 *
 * @typedef {object} Second
 * @property {number} at `Date.now()` in seconds
 * @property {(number | null)[]} latency the median of what arrived in it, in milliseconds
 * @property {(number | null)[]} bytes a second
 * @property {(number | null)[]} requests a second
 * @property {(number | null)[]} connections open at its end
 * @property {(number | null)[][]} classes bytes per second by lane and class, if known
 */

/** The race second by second, the newest of it: what the charts draw. */
export class ChartData {
  /** @type {Ring<Second>} */
  #seconds = new Ring(LOOK_BACK);
  #runner;
  #heats;

  /**
   * @param {import('./runner.js').Runner} runner
   * @param {import('./heats.js').Heats} heats
   */
  constructor(runner, heats) {
    this.#runner = runner;
    this.#heats = heats;
    runner.onReading(() => this.#read());
  }

  /** Forgets what was, since others than before are on the lanes from now on. */
  clear() {
    this.#seconds.clear();
  }

  get seconds() {
    return [...this.#seconds];
  }

  #read() {
    const pairs = this.#runner.lanes.map(({ index, readings }) => ({ index, last: readings.at(-1), before: readings.at(-2) }));
    /** @param {(reading: import('./statistics.js').Reading) => number} of */
    const rate = (of) => pairs.map(({ last, before }) => (last && before ? perSecond(of(last) - of(before), last.at - before.at) : null));
    const byClass = CLASSES.map((name) => rate(({ ledger }) => classBytes(ledger, name)));
    const now = performance.now();
    this.#seconds.push({
      at: Date.now() / 1000,
      latency: pairs.map(({ index, before }) => {
        const since = before?.at ?? now - 1000;
        return percentile(latencies(this.#heats.newestFirst(), index, since, now), 0.5) ?? null;
      }),
      bytes: rate(({ meters }) => total(meters)),
      requests: rate(({ meters }) => meters.requests),
      connections: pairs.map(({ last }) => last?.meters.connectionsOpen ?? null),
      classes: pairs.map((_, wire) => byClass.map((rates) => (Number.isNaN(rates[wire]) ? null : rates[wire]))),
    });
  }

  /**
   * For each transport, the share of the messages of the last minute that had arrived after some time.
   *
   * @param {number[]} after milliseconds, ascending
   * @returns {(number | null)[][]} percent, by transport
   */
  distribution(after) {
    const now = performance.now();
    return this.#runner.lanes.map(({ index }) => {
      const sorted = latencies(this.#heats.newestFirst(), index, now - DISTRIBUTION_OF, now, this.#runner.since);
      let arrived = 0;
      return after.map((most) => {
        while (arrived < sorted.length && sorted[arrived] <= most) {
          arrived++;
        }
        return sorted.length === 0 ? null : (arrived / sorted.length) * 100;
      });
    });
  }
}

/**
 * @param {number} difference
 * @param {number} milliseconds
 */
function perSecond(difference, milliseconds) {
  return milliseconds > 0 ? (difference / milliseconds) * 1000 : null;
}
