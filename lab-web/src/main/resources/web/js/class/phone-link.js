// @ts-check
import { home } from '../address.js';
import { whereTransportsAre } from '../api.js';
import { ClockOffset } from '../clock-offset.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { Arrivals } from './arrivals.js';
import { classMessage } from './messages.js';
import { joinClass, place, reportArrivals } from './pupil-api.js';

/** Requests that compare the clocks when a connection begins. */
const COMPARISONS = 5;
/** Milliseconds after an arrival until it is reported, and as much again at random: not all phones at once. */
const REPORT_AFTER = 150;
/** Milliseconds until a report that failed is sent again. */
const REPORT_AGAIN = 2000;

/**
 * @typedef {object} PhoneListener
 * @property {(message: import('./messages.js').ClassMessage, at: number) => void} onMessage `at` is `performance.now()`
 * @property {(transport: string, choices: string[]) => void} onTransport the one that is used from now on
 * @property {(state: import('../transports/contract.js').LinkState) => void} onState
 * @property {() => void} onGap messages are missing
 * @property {(cursor: string) => void} onCursor the place to read on from after a reload
 * @property {(code: string) => void} onEnd the session is over
 */

/**
 * A pupil's connection: over the transport that the lab assigns, from its cursor whenever it begins anew, with the times of
 * the teacher's messages reported.
 */
export class PhoneLink {
  offset = new ClockOffset();
  #token;
  #listener;
  #arrivals = new Arrivals();
  /** @type {Map<string, import('../transports/contract.js').Where>} */
  #where = new Map();
  /** @type {import('../transports/contract.js').Link | undefined} */
  #link;
  #transport = '';
  #teacher = '';
  #isOver = false;
  /** Connections so far: a former one is not listened to. */
  #run = 0;
  #timer = 0;

  /**
   * @param {string} token
   * @param {PhoneListener} listener
   */
  constructor(token, listener) {
    this.#token = token;
    this.#listener = listener;
  }

  /**
   * Joins the class and connects.
   *
   * @param {string} [after] the cursor to read on from
   * @throws {LabError} if the lab refuses
   */
  async start(after) {
    this.#where = await whereTransportsAre();
    this.#use(await this.#asked(() => joinClass(this.#token)), after);
    await this.#compareClocks();
  }

  /**
   * @param {string} transport that the pupil wants
   * @throws {LabError} if the lab refuses
   */
  async choose(transport) {
    this.#use(await this.#asked(() => joinClass(this.#token, transport)));
  }

  /**
   * The phone has slept: what it was connected by may be gone without a sign of it.
   *
   * @returns {Promise<boolean>} whether the pupil is still in the class
   */
  async wake() {
    if (this.#isOver || this.#link === undefined) {
      return false;
    }
    this.#connect(this.#transport, this.#link.cursor());
    const isThere = await this.#sync();
    await this.#compareClocks();
    return isThere;
  }

  stop() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#link?.close();
  }

  /** Uses the transport that is assigned now. */
  async #sync() {
    try {
      this.#use(await this.#asked(() => place(this.#token)));
      return true;
    } catch {
      // The link says what is wrong.
      return false;
    }
  }

  /**
   * Asks, and compares the clocks by the answer.
   *
   * @param {() => Promise<import('./pupil-api.js').Place>} question
   */
  async #asked(question) {
    const asked = performance.now();
    const answer = await question();
    this.offset.sample(asked, performance.now(), answer.at);
    return answer;
  }

  async #compareClocks() {
    for (let i = 0; i < COMPARISONS && !this.#isOver; i++) {
      await this.#asked(() => place(this.#token)).catch(() => undefined);
    }
    this.#reportSoon();
  }

  /**
   * @param {import('./pupil-api.js').Place} assigned
   * @param {string} [after]
   */
  #use({ teacher, transport, transports: choices }, after = this.#link?.cursor()) {
    if (this.#isOver) {
      return;
    }
    this.#teacher = teacher;
    if (transport !== this.#transport) {
      this.#connect(transport, after);
    }
    this.#listener.onTransport(transport, choices);
  }

  /**
   * @param {string} transport
   * @param {string | undefined} after
   */
  #connect(transport, after) {
    const module = transports.find(({ id }) => id === transport);
    const where = this.#where.get(transport);
    if (module === undefined || where === undefined) {
      throw new LabError('not_found');
    }
    const run = ++this.#run;
    this.#link?.close();
    this.#transport = transport;
    const isCurrent = () => !this.#isOver && run === this.#run;
    this.#link = module.connect({
      base: home(),
      where,
      token: this.#token,
      after,
      onEvent: (event, arrival) => isCurrent() && this.#take(event, arrival.at),
      onState: (state) => {
        if (!isCurrent()) {
          return;
        }
        this.#listener.onState(state);
        if (state.name === 'closed') {
          this.stop();
          this.#listener.onEnd(state.code ?? 'closed');
        }
      },
    });
  }

  /**
   * @param {import('../transports/contract.js').LabEvent} event
   * @param {number} at
   */
  #take(event, at) {
    if (event.at !== undefined) {
      this.offset.bound(at, event.at);
    }
    if (event.type === 'gap') {
      this.#listener.onGap();
    }
    const message = classMessage(event, this.#teacher);
    if (message?.what === 'message') {
      this.#arrivals.take(message, at);
      this.#listener.onMessage(message, at);
      this.#reportSoon();
    } else if (message?.what === 'move') {
      void this.#sync();
    }
    // After this event: the link has its cursor then.
    queueMicrotask(() => {
      const cursor = this.#link?.cursor();
      if (cursor !== undefined) {
        this.#listener.onCursor(cursor);
      }
    });
  }

  #reportSoon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#report(), REPORT_AFTER * (1 + Math.random()));
  }

  async #report() {
    const report = this.#arrivals.report(this.offset);
    if (report === undefined || this.#isOver) {
      return;
    }
    try {
      this.#use(await this.#asked(() => reportArrivals(this.#token, report)));
    } catch (error) {
      if (error instanceof LabError && error.code === 'unreachable') {
        this.#timer = window.setTimeout(() => void this.#report(), REPORT_AGAIN);
      }
    }
  }
}
