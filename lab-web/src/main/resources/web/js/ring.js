// @ts-check
/**
 * The newest of many things, up to a fixed number: what is older is forgotten, so nothing grows.
 *
 * @template T
 */
export class Ring {
  /** @type {(T | undefined)[]} */
  #slots;
  #added = 0;

  /** @param {number} most */
  constructor(most) {
    this.#slots = new Array(most);
  }

  get length() {
    return Math.min(this.#added, this.#slots.length);
  }

  /** @param {T} item */
  push(item) {
    this.#slots[this.#added++ % this.#slots.length] = item;
  }

  /**
   * @param {number} index 0 is the oldest, -1 the newest
   * @returns {T | undefined}
   */
  at(index) {
    const place = index < 0 ? this.#added + index : this.#added - this.length + index;
    return place < this.#added - this.length || place >= this.#added ? undefined : this.#slots[place % this.#slots.length];
  }

  clear() {
    this.#slots.fill(undefined);
    this.#added = 0;
  }

  /** From the newest to the oldest, for as long as the visitor wants more. */
  *newestFirst() {
    for (let index = this.length - 1; index >= 0; index--) {
      yield /** @type {T} */ (this.at(index));
    }
  }

  /** From the oldest to the newest. */
  *[Symbol.iterator]() {
    for (let index = 0; index < this.length; index++) {
      yield /** @type {T} */ (this.at(index));
    }
  }
}
