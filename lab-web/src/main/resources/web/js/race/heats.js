// @ts-check
import { Ring } from '../ring.js';

/** Messages that are remembered: 50 a second for a minute. */
const MOST_HEATS = 3000;
/** Messages on their way whose text is looked for. */
const MOST_EXPECTED = 600;
/** No message is shown that was due longer before a lane's left end than this, in milliseconds. */
export const LONGEST_WAIT = 60_000;

/**
 * One message in the race: its due time and its arrival on each transport. Times are of `performance.now()`; `NaN` stands
 * for not yet.
 *
 * @typedef {object} Heat
 * @property {number} number counts up
 * @property {number} due
 * @property {number} [sent] when this page handed it to its link, if it published it
 * @property {'page' | 'robot' | 'lab'} dueFrom who knows when it was due: this page, the robot's text, or only the lab's
 *     stamp of when it was accepted
 * @property {string} from
 * @property {string} to
 * @property {string} text
 * @property {string} [cursor]
 * @property {string} [failed] the code by which it was refused
 * @property {Float64Array} arrivals by transport
 * @property {Float64Array} own by transport, how much of the latency is this page's own, in milliseconds
 */

/** All messages of the race, the newest ones. */
export class Heats {
  #wires;
  /** The transports on which every message is expected. @type {number[]} */
  #racing;
  #count = 0;
  /** @type {Ring<Heat>} */
  #ring = new Ring(MOST_HEATS);
  /** @type {Map<string, Heat[]>} sent by this page and not yet received, by text */
  #expected = new Map();
  /** @type {Map<string, Heat>} */
  #byCursor = new Map();

  /** @param {number} wires how many */
  constructor(wires) {
    this.#wires = wires;
    this.#racing = Array.from({ length: wires }, (_, wire) => wire);
  }

  /**
   * Forgets all messages, since others than before are on the lanes from now on.
   *
   * @param {number[]} wires the transports on which every message is expected
   */
  restart(wires) {
    this.#racing = wires;
    this.#ring.clear();
    this.#expected.clear();
    this.#byCursor.clear();
  }

  /**
   * Whether a message has arrived on every lane by some time.
   *
   * @param {Heat} heat
   * @param {number} now
   */
  isEverywhere(heat, now) {
    return this.#racing.every((wire) => heat.arrivals[wire] <= now);
  }

  /** The messages from the newest to the oldest. */
  newestFirst() {
    return this.#ring.newestFirst();
  }

  get length() {
    return this.#ring.length;
  }

  /**
   * What lanes that end at some moment may show: messages due by then that had not arrived everywhere before
   * the lanes begin.
   *
   * @param {number} now
   * @param {number} span milliseconds
   * @returns {Heat[]} the newest first
   */
  visible(now, span) {
    const left = now - span;
    const found = [];
    for (const heat of this.#ring.newestFirst()) {
      if (heat.due < left - LONGEST_WAIT) {
        break;
      }
      if (heat.due <= now && !this.isEverywhere(heat, left)) {
        found.push(heat);
      }
    }
    return found;
  }

  /**
   * A message that this page publishes.
   *
   * @param {Pick<Heat, 'due' | 'sent' | 'from' | 'to' | 'text'>} said
   * @returns {Heat}
   */
  expect(said) {
    const heat = this.#add({ ...said, dueFrom: 'page' });
    const same = this.#expected.get(said.text) ?? [];
    this.#expected.set(said.text, [...same, heat]);
    if (this.#expected.size > MOST_EXPECTED) {
      this.#expected.delete(/** @type {string} */ (this.#expected.keys().next().value));
    }
    return heat;
  }

  /**
   * A message has arrived.
   *
   * @param {number} wire
   * @param {number} at
   * @param {import('../transports/contract.js').LabEvent} event
   * @param {string} me the name under which this page speaks
   * @param {() => Pick<Heat, 'due' | 'dueFrom'>} dueOfOthers its due time, if this page did not publish it
   */
  arrive(wire, at, event, me, dueOfOthers) {
    const { cursor = '', from = '', to = '', text = '' } = event;
    let heat = this.#byCursor.get(cursor);
    if (heat === undefined) {
      heat = (from === me ? this.#take(text) : undefined) ?? this.#add({ from, to, text, ...dueOfOthers() });
      heat.cursor = cursor;
      this.#byCursor.set(cursor, heat);
      if (this.#byCursor.size > MOST_HEATS) {
        this.#byCursor.delete(/** @type {string} */ (this.#byCursor.keys().next().value));
      }
    }
    heat.arrivals[wire] = at;
    return heat;
  }

  /**
   * @param {Heat} heat
   * @param {string} code
   */
  fail(heat, code) {
    heat.failed = code;
    const rest = this.#expected.get(heat.text)?.filter((other) => other !== heat) ?? [];
    if (rest.length > 0) {
      this.#expected.set(heat.text, rest);
    } else {
      this.#expected.delete(heat.text);
    }
  }

  /** The session is over: what is still on its way will not come. */
  abandon() {
    for (const heat of this.#ring) {
      if (heat.failed === undefined && !this.isEverywhere(heat, Infinity)) {
        heat.failed = 'closed';
      }
    }
    this.#expected.clear();
    this.#byCursor.clear();
  }

  /** @param {string} text the first message with this text, since order is kept */
  #take(text) {
    const same = this.#expected.get(text);
    const first = same?.shift();
    if (same?.length === 0) {
      this.#expected.delete(text);
    }
    return first;
  }

  /** @param {Pick<Heat, 'due' | 'sent' | 'dueFrom' | 'from' | 'to' | 'text'>} what */
  #add(what) {
    const heat = {
      number: ++this.#count,
      ...what,
      arrivals: new Float64Array(this.#wires).fill(NaN),
      own: new Float64Array(this.#wires),
    };
    this.#ring.push(heat);
    return heat;
  }
}

/**
 * Whether a message is pending on a transport at some time.
 *
 * @param {Heat} heat
 * @param {number} wire
 * @param {number} now
 */
export function isOnItsWay(heat, wire, now) {
  const at = heat.arrivals[wire];
  return heat.due <= now && (Number.isNaN(at) ? heat.failed === undefined : at > now);
}

/**
 * Whether a latency is the difference of two clocks, this page's and the lab's, so that it has the error of their comparison.
 *
 * @param {Heat} heat
 * @param {boolean} labTimed whether the lab states when the message arrived
 */
export function comparesClocks({ dueFrom }, labTimed) {
  return (dueFrom === 'page') === labTimed;
}

/**
 * The transport on which a message arrived first, among those that are timed at the same point: in this page. What the lab
 * times has not travelled to the page and its queue of work, so it is not ranked.
 *
 * @param {Heat} heat
 * @param {number[]} ranked the transports that are timed in this page
 * @param {number} now
 * @returns {number | undefined} nothing before it has arrived on two of them
 */
export function firstOf({ arrivals }, ranked, now) {
  const arrived = ranked.filter((wire) => arrivals[wire] <= now);
  return arrived.length < 2 ? undefined : arrived.reduce((first, wire) => (arrivals[wire] < arrivals[first] ? wire : first));
}
