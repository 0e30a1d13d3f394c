// @ts-check
/** When the messages of the current round arrived, for the report to the lab. */
export class Arrivals {
  #round = -1;
  #of = 0;
  /** By the message's index: `performance.now()`. @type {Map<number, number>} */
  #at = new Map();

  /**
   * @param {import('./messages.js').ClassMessage} message
   * @param {number} at `performance.now()` when it arrived
   */
  take({ round, index, of }, at) {
    if (round !== this.#round) {
      this.#round = round;
      this.#of = of;
      this.#at.clear();
    }
    // The first arrival counts.
    if (!this.#at.has(index)) {
      this.#at.set(index, at);
    }
  }

  get isComplete() {
    return this.#at.size === this.#of;
  }

  /**
   * The body of a report; nothing while the lab's clock is unknown, or nothing has arrived.
   *
   * @param {import('../clock-offset.js').ClockOffset} offset
   */
  report(offset) {
    return this.#at.size === 0 || !offset.isKnown
      ? undefined
      : {
          round: this.#round,
          error: rounded(offset.error),
          arrivals: [...this.#at].map(([index, at]) => [index, rounded(offset.toLab(at))]),
        };
  }
}

/** @param {number} milliseconds to microseconds */
const rounded = (milliseconds) => Math.round(milliseconds * 1000) / 1000;
