// @ts-check
/** Samples that one estimate looks back on. */
const SAMPLES = 64;
/** Milliseconds after which a sample no longer counts: clocks drift, and may be set. */
const OLDEST = 120_000;

/**
 * How far the lab's clock is ahead of this page's. What the lab stamped lies between the moment the page sent something and
 * the moment the answer came back, and before the moment at which anything with that stamp came. Each sample is such an
 * interval, open at one end or not; the truth is in all of them.
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

  /**
   * A stamp of something that the page did not cause: only its end is known. Kept if it says more than the samples do.
   *
   * @param {number} received `performance.now()` after the lab's stamp
   * @param {number} stamp the lab's clock, epoch milliseconds
   */
  bound(received, stamp) {
    if (stamp - received > this.#least) {
      this.sample(-Infinity, received, stamp);
    }
  }

  #estimate() {
    this.#least = Math.max(...this.#samples.map(({ least }) => least));
    this.#most = Math.min(...this.#samples.map(({ most }) => most));
  }

  get isKnown() {
    return Number.isFinite(this.error);
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

  /**
   * A moment of this page's clock on the lab's: epoch milliseconds.
   *
   * @param {number} at `performance.now()`
   */
  toLab(at) {
    return at + (this.#least + this.#most) / 2;
  }
}
