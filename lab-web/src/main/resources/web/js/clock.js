// @ts-check
/** Samples that one estimate looks back on: older ones may be from before a step of the machine's clock. */
const SAMPLES = 64;

/**
 * The wall clock in fractions of a millisecond. `Date.now()` is cut to whole milliseconds, so the true offset between it
 * and `performance.now()` is never below a sample and the largest of many samples is close under it.
 */
export class WallClock {
  /** @type {number[]} */
  #offsets = [];
  #monotonic;
  #wall;

  /**
   * @param {() => number} monotonic milliseconds with fractions
   * @param {() => number} wall epoch milliseconds, cut
   */
  constructor(monotonic = () => performance.now(), wall = () => Date.now()) {
    this.#monotonic = monotonic;
    this.#wall = wall;
  }

  /** Takes one more sample; a few a second make the estimate good to a tenth of a millisecond. */
  sample() {
    this.#offsets.push(this.#wall() - this.#monotonic());
    if (this.#offsets.length > SAMPLES) {
      this.#offsets.shift();
    }
  }

  /**
   * Epoch milliseconds of a moment of the monotonic clock.
   *
   * @param {number} monotonic
   */
  at(monotonic) {
    if (this.#offsets.length === 0) {
      this.sample();
    }
    return monotonic + Math.max(...this.#offsets);
  }
}
