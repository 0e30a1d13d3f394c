// @ts-check

/** Lines that are remembered. */
const MOST = 100;

/** The lines that were typed, as a terminal has them: the arrows go back and forth, and what was begun comes back last. */
export class Typed {
  /** @type {string[]} */
  #lines = [];
  /** Where one is; behind the last line is what is being typed. */
  #at = 0;
  #begun = '';

  /** @param {string} line that was sent */
  add(line) {
    if (this.#lines.at(-1) !== line) {
      this.#lines.push(line);
    }
    this.#lines.splice(0, this.#lines.length - MOST);
    this.#at = this.#lines.length;
    this.#begun = '';
  }

  /**
   * @param {number} by -1 for the line before, 1 for the one after
   * @param {string} current what is in the input
   * @returns {string} what is to be there
   */
  walk(by, current) {
    if (this.#at === this.#lines.length) {
      this.#begun = current;
    }
    this.#at = Math.max(0, Math.min(this.#lines.length, this.#at + by));
    return this.#lines[this.#at] ?? this.#begun;
  }
}
