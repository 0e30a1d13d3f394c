// @ts-check
/** Growing pauses between attempts: 0.25 s, doubling up to 8 s, spread by a quarter so that tabs do not come in step. */
export class Backoff {
  #attempts = 0;
  #random;

  /** @param {() => number} random between 0 and 1 */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /** The next pause in milliseconds. */
  next() {
    const full = Math.min(8000, 250 * 2 ** Math.min(this.#attempts++, 10));
    return Math.round(full * (0.75 + 0.25 * this.#random()));
  }

  reset() {
    this.#attempts = 0;
  }
}
