// @ts-check
import { home } from '../address.js';
import { sessionMeters, whereTransportsAre } from '../api.js';
import { ClockOffset } from '../clock-offset.js';
import { carriedBy } from './carried.js';
import { Backoff } from '../transports/backoff.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';

/** A request that is out this long found the lab there. */
const HELD = 700;
/** Milliseconds for which a previous transport is kept for outstanding answers. */
const LAST_ANSWERS = 20_000;
/** Failures in a row, while the lab answers other requests, after which a transport does not come through. */
const MOST_FAILURES = 2;
/** Milliseconds after which a connection that does not open is one of them. */
const LONGEST_OPENING = 8000;
/** Requests that compare the clocks when a connection begins. */
const COMPARISONS = 3;

/**
 * @typedef {import('../transports/contract.js').LabEvent} LabEvent
 * @typedef {import('../transports/contract.js').LinkState} LinkState
 *
 * @typedef {object} CarrierListener
 * @property {(event: LabEvent, missed: boolean, carried: import('./carried.js').Carried) => void} onEvent every event, once
 *     and in order, on any transport; `missed` if it was published while there was no connection
 * @property {(next: string) => void} onBlocked the lab answers, but the transport does not come through; another one may
 * @property {(state: LinkState) => void} onState
 * @property {(awaySince: number | undefined) => void} onUp there is a connection again, and since when there was none: what belongs to a
 *     connection is to be asked for
 * @property {(code: string, wasAway: boolean) => void} onEnd the session is over
 */

/**
 * Carries one chat over one transport at a time and switches between them: the next one resumes from the cursor of the last
 * one. From then on the last one is no longer listened to, and is kept only for its answers.
 */
export class Carrier {
  #session;
  #listener;
  /** @type {Map<string, import('../transports/contract.js').Where>} */
  #where = new Map();
  /** @type {import('../transports/contract.js').Link | undefined} */
  #link;
  #transport = '';
  /** Unanswered commands on the current transport. */
  #due = new Set();
  #up = false;
  #over = false;
  /** @type {BinaryType} how a socket hands over bytes */
  #binary = 'blob';
  /** @type {number | undefined} */
  #awaySince;
  #backAt = 0;
  /** Arrival of the event that showed the recovery, by `performance.now()`: the rest of that answer is older. */
  #backWith = -1;
  /** What the lab's clock is behind this page's, at least: the fastest way of a message so far. */
  #clockBehind = 0;
  #clockKnown = false;
  #offset = new ClockOffset();
  /** Failures in a row by transport, while the lab answered. @type {Map<string, number>} */
  #failures = new Map();
  #timer = 0;

  /**
   * @param {import('../api.js').Session} session
   * @param {CarrierListener} listener
   */
  constructor(session, listener) {
    this.#session = session;
    this.#listener = listener;
  }

  /** The transport's id. */
  get transport() {
    return this.#transport;
  }

  /** The place to read on from. */
  get cursor() {
    return this.#link?.cursor();
  }

  /**
   * Starts on a transport; retries until the lab answers.
   *
   * @param {string} transport
   * @param {string} [after]
   */
  async start(transport, after) {
    const backoff = new Backoff();
    while (this.#where.size === 0 && !this.#over) {
      try {
        this.#where = await whereTransportsAre();
      } catch (error) {
        if (!(error instanceof LabError) || error.code !== 'unreachable') {
          throw error;
        }
        const retryIn = backoff.next();
        this.#listener.onState({ name: 'retrying', code: error.code, retryIn });
        await new Promise((resolve) => setTimeout(resolve, retryIn));
      }
    }
    if (!this.#over) {
      this.#connect(this.#where.has(transport) ? transport : transports[0].id, after);
    }
  }

  /** @param {string} transport to switch to */
  switchTo(transport) {
    if (transport !== this.#transport) {
      this.#reconnect(transport);
    }
  }

  /** @param {BinaryType} binary how a socket hands over bytes from now on: on a new connection */
  receiveAs(binary) {
    if (binary !== this.#binary) {
      this.#binary = binary;
      this.#reconnect(this.#transport);
    }
  }

  /** Whether messages on this transport are texts only. */
  get isTextOnly() {
    return transports.find(({ id }) => id === this.#transport)?.isTextOnly ?? false;
  }

  /** @param {string} transport */
  #reconnect(transport) {
    const last = this.#link;
    if (last === undefined || this.#over) {
      return;
    }
    const due = [...this.#due];
    this.#due = new Set();
    this.#connect(transport, last.cursor());
    void Promise.race([Promise.allSettled(due), new Promise((resolve) => setTimeout(resolve, LAST_ANSWERS))]).then(() =>
      last.close(),
    );
  }

  /**
   * @param {import('../transports/contract.js').Command} command
   * @returns {Promise<LabEvent>}
   */
  async send(command) {
    if (this.#link === undefined) {
      throw new LabError('closed');
    }
    const answer = this.#link.send(command);
    const due = this.#due;
    due.add(answer);
    try {
      return await answer;
    } finally {
      due.delete(answer);
    }
  }

  stop() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#link?.close();
  }

  /**
   * @param {string} transport
   * @param {string | undefined} after
   */
  #connect(transport, after) {
    const module = transports.find(({ id }) => id === transport) ?? transports[0];
    const where = this.#where.get(module.id);
    if (where === undefined) {
      throw new LabError('closed');
    }
    clearTimeout(this.#timer);
    this.#transport = module.id;
    this.#up = false;
    let asked = 0;
    /** @type {import('../transports/contract.js').Link | undefined} */
    let link = undefined;
    const isCurrent = () => !this.#over && this.#transport === module.id && (link === undefined || link === this.#link);
    link = module.connect({
      base: home(),
      where,
      token: this.#session.token,
      after,
      binary: this.#binary,
      onEvent: (event, arrival) => {
        if (isCurrent()) {
          this.#cameUp(arrival.at);
          this.#hear(event, arrival);
        }
      },
      onState: (state) => {
        if (!isCurrent()) {
          return;
        }
        asked = state.name === 'waiting' ? asked + 1 : 0;
        this.#listener.onState(state);
        // Not before the link is there, over which others will ask.
        queueMicrotask(() => isCurrent() && this.#judge(state, asked));
      },
    });
    this.#link = link;
  }

  /**
   * @param {LabEvent} event
   * @param {import('../transports/contract.js').Arrival} arrival
   */
  #hear(event, arrival) {
    const { at } = event;
    const arrived = arrival.at;
    if (at !== undefined) {
      this.#offset.bound(arrived, at);
    }
    const carried = carriedBy(this.#transport, event, arrival, this.#offset);
    if (event.type !== 'message' || at === undefined) {
      this.#listener.onEvent(event, false, carried);
      return;
    }
    const before = arrived === this.#backWith || at + this.#clockBehind < this.#backAt;
    const missed = this.#awaySince !== undefined && before;
    if (!missed) {
      this.#awaySince = undefined;
      const behind = Date.now() - at;
      this.#clockBehind = this.#clockKnown ? Math.min(this.#clockBehind, behind) : behind;
      this.#clockKnown = true;
    }
    this.#listener.onEvent(event, missed, carried);
  }

  /**
   * @param {LinkState} state
   * @param {number} asked number of consecutive requests without an error
   */
  #judge({ name, code }, asked) {
    clearTimeout(this.#timer);
    switch (name) {
      case 'open':
      case 'idle':
        this.#cameUp();
        break;
      case 'waiting':
        if (asked > 1) {
          this.#cameUp();
        } else {
          this.#timer = window.setTimeout(() => this.#cameUp(), HELD);
        }
        break;
      case 'connecting':
        this.#timer = window.setTimeout(() => void this.#checkSession(MOST_FAILURES), LONGEST_OPENING);
        break;
      case 'retrying':
        this.#wentAway();
        void this.#checkSession(1);
        break;
      case 'closed':
        this.#end(code ?? 'closed');
        break;
      default:
    }
  }

  #wentAway() {
    this.#up = false;
    this.#awaySince ??= Date.now();
    this.#backAt = Infinity;
  }

  /** @param {number} [arrived] when the event did that shows it */
  #cameUp(arrived = -1) {
    if (!this.#up && !this.#over) {
      this.#up = true;
      this.#failures.clear();
      void this.#compareClocks();
      if (this.#awaySince !== undefined) {
        this.#backAt = Date.now();
        this.#backWith = arrived;
      }
      this.#listener.onUp(this.#awaySince);
    }
  }

  /** So that it is known how long a message took. */
  async #compareClocks() {
    try {
      for (let i = 0; i < COMPARISONS && !this.#over; i++) {
        const asked = performance.now();
        const { at } = await sessionMeters(this.#session.token);
        this.#offset.sample(asked, performance.now(), at);
      }
    } catch {
      // It stays unknown until the next connection.
    }
  }

  /**
   * A WebSocket gets no reason for a refusal; a separate request shows whether the session has ended. If that is answered,
   * the transport has failed, and not the lab.
   *
   * @param {number} failures how many this counts for
   */
  async #checkSession(failures) {
    const transport = this.#transport;
    try {
      await sessionMeters(this.#session.token);
      if (!this.#up && !this.#over && transport === this.#transport) {
        this.#failed(failures);
      }
    } catch (error) {
      if (error instanceof LabError && error.code === 'unauthorized') {
        this.#end('unauthorized');
      }
    }
  }

  /** @param {number} failures */
  #failed(failures) {
    const all = (this.#failures.get(this.#transport) ?? 0) + failures;
    this.#failures.set(this.#transport, all);
    const next = transports.find(({ id }) => this.#where.has(id) && !this.#failures.has(id));
    if (all >= MOST_FAILURES && next !== undefined) {
      this.#listener.onBlocked(next.id);
    }
  }

  /** @param {string} code */
  #end(code) {
    if (!this.#over) {
      const wasAway = this.#awaySince !== undefined;
      this.stop();
      this.#listener.onEnd(code, wasAway);
    }
  }
}
