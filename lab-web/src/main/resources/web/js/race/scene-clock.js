// @ts-check
/** Shares of a lane's span that a replay shows before a message was due, and all in all. */
const BEFORE = 0.15;
const WHOLE = 1.1;

/**
 * The moment that the lanes show: now; or one that stands still; or, in slow motion, a replay, since a clock that only went
 * slowly would fall behind for ever. A replay starts shortly before the due time of the latest message and runs slowly for as long
 * as a lane shows; then comes the next one.
 */
export class SceneClock {
  #shown = 0;
  #real = 0;
  #speed = 1;
  #paused = false;
  /** The end of the present replay, and the message that it is of. */
  #until = -Infinity;
  #replayed = -Infinity;

  /**
   * @param {number} now
   * @param {number} span milliseconds that a lane shows
   * @param {number | undefined} newest when the newest message was due
   * @returns {number} the moment to show
   */
  tick(now, span, newest) {
    const passed = now - this.#real;
    this.#real = now;
    if (this.#paused) {
      return this.#shown;
    }
    if (this.#speed === 1) {
      this.#shown = now;
      return now;
    }
    this.#shown = Math.min(now, this.#shown + passed * this.#speed);
    if (newest !== undefined && newest > this.#replayed && this.#shown >= this.#until) {
      this.#replayed = newest;
      this.#shown = newest - span * BEFORE;
      this.#until = this.#shown + span * WHOLE;
    }
    return this.#shown;
  }

  /**
   * Whether the messages of some time have been replayed to the end.
   *
   * @param {number} since when the first of them may have been due
   */
  hasReplayed(since) {
    return this.#replayed >= since && this.#shown >= this.#until;
  }

  /** How far that is behind, in milliseconds. */
  get behind() {
    return this.#real - this.#shown;
  }

  /** @param {number} speed 1 is as it is */
  setSpeed(speed) {
    this.#speed = speed;
    this.#shown = this.#real;
    this.#until = -Infinity;
  }

  get speed() {
    return this.#speed;
  }

  /**
   * @param {boolean} paused
   * @param {number} now the moment at which it stands still: messages before it are shown, even if no frame was drawn since
   */
  setPaused(paused, now) {
    if (paused && !this.#paused && this.#speed === 1) {
      this.#shown = now;
      this.#real = now;
    }
    this.#paused = paused;
  }

  get isPaused() {
    return this.#paused;
  }
}
