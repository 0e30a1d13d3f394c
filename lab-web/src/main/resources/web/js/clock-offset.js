// @ts-check
/** Samples that one estimate looks back on. */
const SAMPLES = 64;
/** Milliseconds after which a sample no longer counts: clocks drift, and may be set. */
const OLDEST = 120_000;

/**
 * How far the lab's clock is ahead of this page's, from pings: what the lab stamped lies between the moment the page sent
 * something and the moment it came back. Each sample is such an interval; the truth is in all of them.
 */
export class ClockOffset {
  /** @type {{least: number, most: number, at: number}[]} */
  #samples = [];
  #least = -Infinity;
  #most = Infinity;

  /**
   * @param {number} sent `performance.now()` before the lab's stamp
   * @param {number} received `performance.now()` after it
   * @param {number} stamp the lab's clock, epoch milliseconds
   * @param {number} [resolution] milliseconds that the stamp was cut to
   */
  sample(sent, received, stamp, resolution = 0) {
    this.#samples.push({ least: stamp - received, most: stamp + resolution - sent, at: received });
    while (this.#samples.length > SAMPLES || received - this.#samples[0].at > OLDEST) {
      this.#samples.shift();
    }
    this.#estimate();
    // The intervals no longer intersect: a clock was set. The latest one counts.
    if (this.#least > this.#most) {
      this.#samples.splice(0, this.#samples.length - 1);
      this.#estimate();
    }
  }

  #estimate() {
    this.#least = Math.max(...this.#samples.map(({ least }) => least));
    this.#most = Math.min(...this.#samples.map(({ most }) => most));
  }

  get isKnown() {
    return this.#samples.length > 0;
  }

  /** How many samples the estimate is of. */
  get samples() {
    return this.#samples.length;
  }

  /** By how much the estimate may be wrong at most, in milliseconds, either way. */
  get error() {
    return (this.#most - this.#least) / 2;
  }

  /**
   * A moment of the lab's clock on this page's: `performance.now()`.
   *
   * @param {number} stamp epoch milliseconds
   */
  toPage(stamp) {
    return stamp - (this.#least + this.#most) / 2;
  }
}
