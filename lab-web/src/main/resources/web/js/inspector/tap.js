// @ts-check
import { openWithToken, socketUnder } from '../address.js';
import { Ring } from '../ring.js';
import { BytesByClass } from './bytes-by-class.js';

/** Retained units of one transport. */
const MOST_UNITS = 200;
/** Bytes of a unit that are kept for showing; its length and classes are of all. */
const MOST_BYTES = 8192;
/** Milliseconds within which the lab must confirm the tap. */
const WATCHING_DUE = 5000;

/**
 * A unit of bytes: a request or an answer with its body, a message's frames, a control frame, a line.
 *
 * @typedef {object} Unit
 * @property {number} number counts up
 * @property {string} transport
 * @property {number} connection
 * @property {'in' | 'out'} direction into the lab or out of it
 * @property {number} at the lab's clock, epoch milliseconds
 * @property {number} length
 * @property {Uint8Array} bytes the first of them
 * @property {[string, number][]} spans how many bytes are of which class, from the first one on
 * @property {number} totalIn of its connection so far
 * @property {number} totalOut
 */

/** The lab's tap: the bytes of one session as they pass its sockets. */
export class Tap {
  /** @type {Map<string, Ring<Unit>>} */
  #units = new Map();
  /** @type {Map<number, {transport: string, in: number, out: number, closed: boolean}>} */
  #connections = new Map();
  /** What they were there for, all of them. */
  byClass = new BytesByClass();
  #count = 0;
  #socket;
  #onChange;
  /** Records that the lab left out because this page was too slow. */
  dropped = 0;
  /** Resolves with whether the lab has confirmed. */
  watching;

  /**
   * @param {string} token of the session to inspect
   * @param {() => void} onChange
   */
  constructor(token, onChange) {
    this.token = token;
    this.#onChange = onChange;
    this.#socket = openWithToken(socketUnder('/api/wire'), token);
    /** @type {Promise<boolean>} */
    this.watching = new Promise((resolve) => {
      this.#socket.onmessage = ({ data }) => this.#take(JSON.parse(data), resolve);
      this.#socket.onclose = () => resolve(false);
      setTimeout(() => resolve(false), WATCHING_DUE);
    });
  }

  close() {
    this.#socket.onmessage = null;
    this.#socket.close();
  }

  /**
   * @param {string} transport
   * @returns {Unit[]} the oldest first
   */
  units(transport) {
    return [...(this.#units.get(transport) ?? [])];
  }

  /**
   * What all connections of a transport have carried so far, by the last unit of each.
   *
   * @param {string} transport
   */
  totals(transport) {
    const sum = { in: 0, out: 0 };
    for (const connection of this.#connections.values()) {
      if (connection.transport === transport) {
        sum.in += connection.in;
        sum.out += connection.out;
      }
    }
    return sum;
  }

  /**
   * @param {any} record
   * @param {(watching: boolean) => void} watching
   */
  #take(record, watching) {
    switch (record.type) {
      case 'watching':
        watching(true);
        break;
      case 'bytes':
        this.#add(record);
        break;
      case 'closed':
        this.#connections.set(record.connection, {
          transport: record.transport,
          in: record.totalIn,
          out: record.totalOut,
          closed: true,
        });
        this.#forgetOldConnections();
        break;
      case 'dropped':
        this.dropped += record.records;
        break;
    }
    this.#onChange();
  }

  /** @param {any} record */
  #add({ transport, connection, direction, at, length, bytes, spans, totalIn, totalOut }) {
    let ring = this.#units.get(transport);
    if (ring === undefined) {
      ring = new Ring(MOST_UNITS);
      this.#units.set(transport, ring);
    }
    ring.push({
      number: ++this.#count,
      transport,
      connection,
      direction,
      at,
      length,
      bytes: fromBase64(bytes).subarray(0, MOST_BYTES),
      spans,
      totalIn,
      totalOut,
    });
    this.#connections.set(connection, { transport, in: totalIn, out: totalOut, closed: false });
    this.byClass.add(transport, direction, spans);
  }

  /** Connections that are over are added up in one, or an hour of them would be remembered one by one. */
  #forgetOldConnections() {
    for (const [id, { transport, closed, ...carried }] of this.#connections) {
      if (closed && id >= 0) {
        const key = -1 - [...transport].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % 1e9;
        const before = this.#connections.get(key) ?? { in: 0, out: 0 };
        this.#connections.set(key, { transport, closed: true, in: before.in + carried.in, out: before.out + carried.out });
        this.#connections.delete(id);
      }
    }
  }
}

/** @param {string} text */
function fromBase64(text) {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
