// @ts-check
/**
 * What can be set on the page, each with its usual value. All of it stands in the address, so that a link shows to others
 * what it showed to the one who made it.
 *
 * @typedef {object} Kind
 * @property {string | number} usual
 * @property {(text: string) => string | number | undefined} read nothing for a text that is no such value
 */

/**
 * @param {number} usual
 * @param {number} least
 * @param {number} most
 * @returns {Kind & {least: number, most: number}}
 */
function number(usual, least, most) {
  return {
    usual,
    least,
    most,
    read: (text) => {
      const value = text.trim() === '' ? NaN : Number(text);
      return value >= least && value <= most ? value : undefined;
    },
  };
}

/**
 * @param {string[]} choices the usual one first
 * @returns {Kind & {choices: string[]}}
 */
function oneOf(...choices) {
  return { usual: choices[0], choices, read: (text) => (choices.includes(text) ? text : undefined) };
}

export const kinds = {
  view: oneOf('race', 'chat', 'telnet', 'results'),
  lang: oneOf('', 'en', 'zh-CN'),
  colours: oneOf('auto', 'light', 'dark'),
  /** Messages a second. */
  rate: number(1, 0.1, 50),
};

/** @typedef {keyof typeof kinds} Name */

/** The settings of this page, from its address and back into it. */
export class Settings {
  /** @type {Map<string, string | number>} */
  #values = new Map();
  /** @type {Set<(name: Name) => void>} */
  #listeners = new Set();
  /** Parameters of the address that mean nothing here. */
  unknown = /** @type {string[]} */ ([]);
  /** Parameters of the address whose value cannot be. */
  refused = /** @type {string[]} */ ([]);

  /** @param {string} search the address from `?` on */
  constructor(search) {
    for (const [name, text] of new URLSearchParams(search)) {
      const value = Object.hasOwn(kinds, name) ? kinds[/** @type {Name} */ (name)].read(text) : undefined;
      if (value !== undefined) {
        this.#values.set(name, value);
      } else {
        (Object.hasOwn(kinds, name) ? this.refused : this.unknown).push(name);
      }
    }
  }

  /** @param {Name} name */
  text(name) {
    return String(this.#values.get(name) ?? kinds[name].usual);
  }

  /** @param {Name} name */
  number(name) {
    return Number(this.#values.get(name) ?? kinds[name].usual);
  }

  /**
   * @param {Name} name
   * @param {string | number} value
   * @returns {boolean} whether it is a value that can be; else nothing changes
   */
  set(name, value) {
    const taken = kinds[name].read(String(value));
    if (taken === undefined) {
      return false;
    }
    if (this.text(name) !== String(taken)) {
      this.#values.set(name, taken);
      this.#listeners.forEach((listener) => listener(name));
    }
    return true;
  }

  /** @param {(name: Name) => void} listener is told of every change */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /** What is not as usual, as the address says it; empty when everything is. */
  search() {
    const parameters = new URLSearchParams();
    for (const name of /** @type {Name[]} */ (Object.keys(kinds))) {
      if (this.text(name) !== String(kinds[name].usual)) {
        parameters.set(name, this.text(name));
      }
    }
    const text = parameters.toString();
    return text === '' ? '' : `?${text}`;
  }
}
