// @ts-check
/** The lines that one conversation holds; older ones go, and can be had again from the lab. */
const MOST_LINES = 600;
/** How many go at once. */
const TRIM = 100;

export const LOBBY = '#lobby';

/**
 * @typedef {import('../transports/contract.js').LabEvent} LabEvent
 *
 * @typedef {object} Line what stands at one place of a conversation
 * @property {'message' | 'joined' | 'left' | 'gap' | 'missed' | 'note'} type
 * @property {string} [cursor]
 * @property {string} [from]
 * @property {string} [user]
 * @property {string} [text]
 * @property {string} [media] of a picture, as its sender calls it
 * @property {string} [name] of a picture
 * @property {string} [data] of a picture, in base64
 * @property {'Blob' | 'ArrayBuffer'} [form] how the browser gave the picture to the page
 * @property {number} [at] epoch milliseconds
 * @property {string} [reason] of a gap
 * @property {number} [count] how many were missed
 * @property {import('./carried.js').Carried} [carried] how a message came; unknown of those from the history
 *
 * @typedef {object} How an event came
 * @property {(address: string) => boolean} seen whether a message there is looked at
 * @property {boolean} missed whether it was published while there was no connection
 * @property {import('./carried.js').Carried} [carried]
 */

/** The known messages of one address: contiguous in the lab's order, except for gaps. */
export class Conversation {
  /** @type {Line[]} */
  lines = [];
  unread = 0;
  /** Whether the lab may have older lines than the first. */
  more = true;
  /** What was typed here and not sent. */
  draft = '';
  /** Changes whenever lines are put or taken anywhere but at the end. */
  version = 0;
  /** @type {Set<string>} */
  #known = new Set();
  /** @type {Line | undefined} the line that counts what is being caught up with */
  #missed;

  /** @param {string} address */
  constructor(address) {
    this.address = address;
  }

  /** The place before which older lines are to be asked for. */
  get oldest() {
    return this.lines.find(({ cursor }) => cursor !== undefined)?.cursor;
  }

  /**
   * @param {Line} line
   * @param {boolean} [missed] whether it was published while there was no connection
   * @returns {boolean} whether it is new
   */
  append(line, missed = false) {
    if (line.cursor !== undefined) {
      if (this.#known.has(line.cursor)) {
        return false;
      }
      this.#known.add(line.cursor);
    }
    if (missed) {
      this.#countMissed();
    } else {
      this.#missed = undefined;
    }
    this.lines.push(line);
    if (this.lines.length > MOST_LINES) {
      this.#trim();
    }
    return true;
  }

  /**
   * A gap, unless a note has just said why.
   *
   * @param {Line} gap
   */
  appendGap(gap) {
    if (this.lines.at(-1)?.type !== 'note') {
      this.append({ ...gap, cursor: undefined });
    }
  }

  #countMissed() {
    if (this.#missed === undefined) {
      this.#missed = { type: 'missed', count: 0 };
      this.lines.push(this.#missed);
    }
    this.#missed.count = (this.#missed.count ?? 0) + 1;
    this.version++;
  }

  #trim() {
    for (const { cursor } of this.lines.splice(0, TRIM)) {
      if (cursor !== undefined) {
        this.#known.delete(cursor);
      }
    }
    this.more = true;
    this.version++;
  }

  /**
   * Puts older lines before the first. Lines of the answer that follow a known one arrive as events, too.
   *
   * @param {LabEvent[]} events oldest first
   * @param {boolean} more
   */
  prepend(events, more) {
    const overlap = events.findIndex(({ cursor }) => this.#known.has(cursor ?? ''));
    const older = overlap < 0 ? events : events.slice(0, overlap);
    const lines = older.map(lineOf).filter((line) => line !== undefined);
    lines.forEach(({ cursor }) => this.#known.add(cursor ?? ''));
    this.lines.unshift(...lines);
    this.more = more;
    this.version++;
  }
}

/** All conversations of one person. */
export class Conversations {
  /** @type {Map<string, Conversation>} */
  #all = new Map();
  #me;

  /** @param {string} me */
  constructor(me) {
    this.#me = me;
    this.of(LOBBY);
  }

  /** @param {string} address */
  of(address) {
    const found = this.#all.get(address) ?? new Conversation(address);
    this.#all.set(address, found);
    return found;
  }

  /** @param {string} address */
  has(address) {
    return this.#all.has(address);
  }

  /** @param {string} address */
  forget(address) {
    this.#all.delete(address);
  }

  /** The lobby, then groups, then persons; each by its name. */
  list() {
    const rank = (/** @type {string} */ address) => (address === LOBBY ? 0 : address.startsWith('#') ? 1 : 2);
    return [...this.#all.values()].sort(
      (a, b) => rank(a.address) - rank(b.address) || a.address.localeCompare(b.address),
    );
  }

  get unread() {
    return [...this.#all.values()].reduce((sum, { unread }) => sum + unread, 0);
  }

  /**
   * Takes an event to where it belongs; a gap belongs everywhere.
   *
   * @param {LabEvent} event
   * @param {How} how
   * @returns {Conversation | undefined} where it is new
   */
  take(event, { seen, missed, carried }) {
    const line = lineOf(event);
    if (line === undefined) {
      return undefined;
    }
    if (line.type === 'gap') {
      this.#all.forEach((conversation) => conversation.appendGap(line));
      return undefined;
    }
    const conversation = this.of(this.#addressOf(event));
    const others = line.type === 'message' && line.from !== this.#me;
    if (!conversation.append(line.type === 'message' ? { ...line, carried } : line, missed && others)) {
      return undefined;
    }
    if (others && !seen(conversation.address)) {
      conversation.unread++;
    }
    return conversation;
  }

  /** @param {LabEvent} event */
  #addressOf({ from, to = LOBBY }) {
    return to.startsWith('@') && from !== this.#me ? `@${from}` : to;
  }
}

/**
 * @param {LabEvent} event
 * @returns {Line | undefined}
 */
function lineOf({ type, cursor, from, user, text, media, name, data, form, at, reason }) {
  switch (type) {
    case 'message':
      return data === undefined ? { type, cursor, from, text, at } : { type, cursor, from, media, name, data, form, at };
    case 'joined':
    case 'left':
      return { type, cursor, user };
    case 'gap':
      return { type, reason };
    default:
      return undefined;
  }
}
