// @ts-check
/** Milliseconds that the lanes may lie behind: a little less than what is remembered. */
const FURTHEST_BEHIND = 50_000;

/**
 * The moment that the lanes show: now, or in slow motion a moment that moves on slowly and lies ever further behind, or one
 * that stands still.
 */
export class SceneClock {
  #shown = 0;
  #real = 0;
  #speed = 1;
  #paused = false;

  /**
   * @param {number} now
   * @returns {number} the moment to show
   */
  tick(now) {
    const passed = now - this.#real;
    this.#real = now;
    if (!this.#paused) {
      this.#shown = this.#speed === 1 ? now : this.#shown + passed * this.#speed;
      if (now - this.#shown > FURTHEST_BEHIND) {
        this.#shown = now;
      }
    }
    return this.#shown;
  }

  /** The moment that is shown. */
  get shown() {
    return this.#shown;
  }

  /** How far that is behind, in milliseconds. */
  get behind() {
    return this.#real - this.#shown;
  }

  /** @param {number} speed 1 is as it is */
  setSpeed(speed) {
    this.#speed = speed;
    if (speed !== 1) {
      this.#shown = this.#real;
    }
  }

  get speed() {
    return this.#speed;
  }

  /** @param {boolean} paused */
  setPaused(paused) {
    this.#paused = paused;
  }

  get isPaused() {
    return this.#paused;
  }
}
