// @ts-check
/** Milliseconds by which a timer may be late before what was due meanwhile is left out: the page was asleep. */
const ASLEEP = 1500;

/**
 * When messages are due: an open loop, message `n` at a random moment of the time from `start + n / rate` to
 * `start + (n + 1) / rate`, whatever becomes of the ones before it. At fixed moments it could be in step with polls, and each
 * message would wait for the same part of the interval. A burst is several that are due at the same moment.
 */
export class Schedule {
  #random;
  /** The beginning of the time in which the next message is due. */
  #slot = 0;
  #next = 0;
  #every = 1000;
  #running = false;

  /** @param {() => number} [random] from 0 to below 1 */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /**
   * @param {number} rate moments a second
   * @param {number} now milliseconds
   */
  start(rate, now) {
    this.#every = 1000 / rate;
    this.#begin(now + (this.#running ? Math.min(this.#every, Math.max(0, this.#next - now)) : 0));
    this.#running = true;
  }

  /** @param {number} slot */
  #begin(slot) {
    this.#slot = slot;
    this.#next = slot + this.#random() * this.#every;
  }

  stop() {
    this.#running = false;
  }

  get isRunning() {
    return this.#running;
  }

  /** When something is due next. */
  get next() {
    return this.#running ? this.#next : Infinity;
  }

  /**
   * @param {number} now
   * @returns {number[]} the due times up to now that were not returned before
   */
  take(now) {
    const due = [];
    if (this.#running && now - this.#next > Math.max(ASLEEP, 2 * this.#every)) {
      this.#slot = now;
      this.#next = now;
    }
    while (this.#running && this.#next <= now) {
      due.push(this.#next);
      this.#begin(this.#slot + this.#every);
    }
    return due;
  }
}

/**
 * The text of a message: its number and a filling, so that it is as long as asked and like no other.
 *
 * @param {string} lap what all texts of one page have in common
 * @param {number} number
 * @param {number} bytes UTF-8, and no less than the number needs
 */
export function lapText(lap, number, bytes) {
  const text = `${lap} ${number} `;
  return text.length >= bytes ? text.trimEnd() : text.padEnd(bytes, '.');
}
