// @ts-check
import { lessons } from '../lessons/syllabus.js';
import { transports } from '../transports/index.js';

/**
 * The settings of the page with their defaults. All of them are in the address, so a link reproduces a view.
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

/**
 * At least one of some choices, separated by commas, in the order of the choices.
 *
 * @param {string[]} choices
 * @param {string[]} usual
 * @returns {Kind & {choices: string[]}}
 */
function someOf(choices, usual) {
  return {
    usual: usual.join(','),
    choices,
    read: (text) => {
      const some = text.split(',');
      return some.every((one) => choices.includes(one)) ? choices.filter((one) => some.includes(one)).join(',') : undefined;
    },
  };
}

/**
 * Any of some choices, separated by commas, in the order of the choices; usually none.
 *
 * @param {string[]} choices
 * @returns {Kind & {choices: string[]}}
 */
function anyOf(choices) {
  const some = someOf(choices, []);
  return { ...some, read: (text) => (text === '' ? '' : some.read(text)) };
}

/** @type {Record<string, Record<string, string | number>>} */
export const presets = {
  quiet: { rate: 0.5, size: 40 },
  ticker: { rate: 20, size: 24 },
  gap: { rate: 0.5, burst: 8, spread: 4, span: 5, speed: '0.02' },
  'poll-5s': { rate: 1, poll: 5000, span: 20 },
  'slow-reader': { rate: 4, rest: 3000, span: 15 },
  satellite: { network: 'satellite', burst: 2, spread: 60, span: 6 },
};

const ids = transports.map(({ id }) => id);

export const kinds = {
  view: oneOf('race', 'lessons', 'chat', 'telnet', 'results', 'class'),
  /** The step of the lessons. */
  lesson: oneOf(...lessons.map(({ id }) => id)),
  lang: oneOf('', 'en', 'zh-CN'),
  colours: oneOf('auto', 'light', 'dark'),
  /** A named set of the values below; others beside it change it. */
  preset: oneOf('', ...Object.keys(presets)),
  /** Who publishes: this page at a rate, the lab's robot, or only a person. */
  by: oneOf('page', 'robot', 'person'),
  /** Bursts per second. */
  rate: number(0.6, 0.1, 50),
  /** Messages per burst. */
  burst: number(1, 1, 20),
  /** Milliseconds between the messages of a burst. */
  spread: number(0, 0, 1000),
  /** Bytes of UTF-8 in a message's text. */
  size: number(64, 16, 4096),
  /** The transports that have a lane. */
  lanes: someOf(
    ids,
    transports.filter(({ isUsual }) => isUsual).map(({ id }) => id),
  ),
  /** The transport by which the page publishes; `apart` is a connection in no lane. */
  over: oneOf('apart', ...ids),
  /** Who receives them: this page alone, or all races. */
  to: oneOf('me', 'race'),
  /** The network between this page and the lab; empty: none. */
  network: oneOf('', 'lan', 'fibre', '4g', '3g', 'satellite', 'transatlantic'),
  /** The lanes on whose way a proxy forwards no upgrades. */
  blocked: anyOf(ids),
  /** The lanes on whose way a proxy buffers responses. */
  buffered: anyOf(ids),
  /** Milliseconds from one short poll to the next. */
  poll: number(1000, 100, 60_000),
  /** Seconds for which the lab may hold a long poll. */
  wait: number(25, 1, 30),
  /** Milliseconds for which the long poll rests after an answer: a slow reader. */
  rest: number(0, 0, 30_000),
  /** Seconds that a lane shows. */
  span: number(10, 1, 60),
  /** Whether the race is paused, as between single steps. */
  paused: oneOf('no', 'yes'),
  /** The speed of the lanes. */
  speed: oneOf('1', '0.1', '0.02'),
  /** The transport whose bytes the chart splits by class. */
  classes: oneOf('', ...ids),
  /** The pane below the lanes. */
  pane: oneOf('messages', 'charts', 'bytes', 'code', 'how'),
};

/** @typedef {keyof typeof kinds} Name */

/** The settings of this page, from its address and back into it. */
export class Settings {
  /** @type {Map<string, string | number>} */
  #values = new Map();
  /** @type {Set<(name: Name) => void>} */
  #listeners = new Set();
  /** Unknown parameters of the address. */
  unknown = /** @type {string[]} */ ([]);
  /** Parameters of the address with an invalid value. */
  refused = /** @type {string[]} */ ([]);

  /** @param {string} search the address from `?` on */
  constructor(search) {
    const parameters = new URLSearchParams(search);
    for (const [name, text] of parameters) {
      const value = Object.hasOwn(kinds, name) ? kinds[/** @type {Name} */ (name)].read(text) : undefined;
      if (value !== undefined) {
        this.#values.set(name, value);
      } else {
        (Object.hasOwn(kinds, name) ? this.refused : this.unknown).push(name);
      }
    }
  }

  /**
   * @param {Name} name
   * @returns {string}
   */
  text(name) {
    return String(this.#values.get(name) ?? this.#usual(name));
  }

  /**
   * The parts of a value of several.
   *
   * @param {Name} name
   */
  list(name) {
    const text = this.text(name);
    return text === '' ? [] : text.split(',');
  }

  /**
   * Adds a part to a value of several, or takes it out.
   *
   * @param {Name} name
   * @param {string} part
   */
  toggle(name, part) {
    const parts = this.list(name);
    this.set(name, (parts.includes(part) ? parts.filter((one) => one !== part) : [...parts, part]).join(','));
  }

  /** @param {Name} name */
  number(name) {
    return Number(this.text(name));
  }

  /**
   * @param {Name} name
   * @returns {string | number}
   */
  #usual(name) {
    return (name === 'preset' ? undefined : presets[this.text('preset')]?.[name]) ?? kinds[name].usual;
  }

  /**
   * Applies a preset: its values, and the defaults of all others that presets set.
   *
   * @param {string} preset
   */
  take(preset) {
    this.#change(() => {
      Object.values(presets).forEach((values) => Object.keys(values).forEach((name) => this.#values.delete(name)));
      this.#values.set('preset', preset);
    });
  }

  /**
   * Replaces all settings by those of another address.
   *
   * @param {string} search the address from `?` on
   */
  load(search) {
    this.#change(() => (this.#values = new Settings(search).#values));
  }

  /** @param {() => void} change after which the listeners learn what differs */
  #change(change) {
    const names = /** @type {Name[]} */ (Object.keys(kinds));
    const before = new Map(names.map((name) => [name, this.text(name)]));
    change();
    names.filter((name) => before.get(name) !== this.text(name)).forEach((name) => this.#tell(name));
  }

  /** @param {Name} name */
  #tell(name) {
    this.#listeners.forEach((listener) => listener(name));
  }

  /**
   * @param {Name} name
   * @param {string | number} value
   * @returns {boolean} whether the value is valid; else nothing changes
   */
  set(name, value) {
    const taken = kinds[name].read(String(value));
    if (taken === undefined) {
      return false;
    }
    if (this.text(name) !== String(taken)) {
      this.#values.set(name, taken);
      this.#tell(name);
    }
    return true;
  }

  /** @param {(name: Name) => void} listener called at every change */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /** The settings that are no defaults, as in the address; empty without any. */
  search() {
    const parameters = new URLSearchParams();
    for (const name of /** @type {Name[]} */ (Object.keys(kinds))) {
      if (this.text(name) !== String(this.#usual(name))) {
        parameters.set(name, this.text(name));
      }
    }
    const text = parameters.toString().replaceAll('%2C', ',');
    return text === '' ? '' : `?${text}`;
  }
}
