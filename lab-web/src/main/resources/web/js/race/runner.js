// @ts-check
import { logIn, logOutGoing, sessionMeters, whereTransportsAre } from '../api.js';
import { ClockOffset } from '../clock-offset.js';
import { Tap } from '../inspector/tap.js';
import { Backoff } from '../transports/backoff.js';
import { randomId } from '../random-id.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { robotDue } from './robot-text.js';
import { payloadBytes } from './statistics.js';
import { Lane } from './lane.js';

/** How often the meters are read, in milliseconds. */
const METERS_EVERY = 1000;
/** Milliseconds between pings that compare the clocks. */
const PING_EVERY = 15_000;
/** The avatar by which the chat recognises that this is no person. */
export const INSTRUMENT = 'instrument';
/** The group of all races that are run together. */
export const RACE_GROUP = '#race';

/**
 * The session of the race, with one connection per transport and nothing else on them, so that the bytes of the lanes are
 * those of the messages. A lost session is replaced.
 */
export class Runner {
  lanes = transports.map(({ id }, index) => new Lane(id, index));
  offset = new ClockOffset();
  /** @type {import('../api.js').Session | undefined} */
  session;
  /** @type {Map<string, import('../transports/contract.js').Where>} */
  where = new Map();
  /** The tap on the bytes of this session while they are inspected. @type {Tap | undefined} */
  tap;
  /** Why there is no session at the moment. */
  trouble = '';
  #pacing;
  #heats;
  #backoff = new Backoff();
  #speaker = () => '';
  /** @type {Set<() => void>} */
  #onReading = new Set();
  #watched = false;
  #onBytes = () => {};

  /**
   * @param {import('./heats.js').Heats} heats
   * @param {import('../transports/contract.js').Pacing} pacing
   */
  constructor(heats, pacing) {
    this.#heats = heats;
    this.#pacing = pacing;
    setInterval(() => document.hidden || void this.#readMeters(), METERS_EVERY);
    setInterval(() => document.hidden || void this.#ping(), PING_EVERY);
    addEventListener('pagehide', () => this.session && logOutGoing(this.session.token));
    void this.#begin();
  }

  /** @param {() => string} speaker the user name of this page's publisher */
  setSpeaker(speaker) {
    this.#speaker = speaker;
  }

  /** @param {() => void} listener called after the meters were read */
  onReading(listener) {
    this.#onReading.add(listener);
  }

  /** Whether every connection has a cursor, so that messages published from now on arrive on all of them. */
  get isReady() {
    return this.session !== undefined && this.lanes.every(({ link }) => link?.cursor() !== undefined);
  }

  /** Ends the current pause between polls, since the interval has changed. */
  hurry() {
    this.lanes.forEach(({ link }) => link?.hurry?.());
  }

  /**
   * Restarts in a session whose bytes are inspected from the first one on, or stops inspecting. Earlier bytes are not
   * available.
   *
   * @param {boolean} watched
   * @param {() => void} [onBytes] called when there are more
   */
  watch(watched, onBytes = () => {}) {
    this.#onBytes = onBytes;
    if (watched === this.#watched) {
      return;
    }
    this.#watched = watched;
    this.tap?.close();
    this.tap = undefined;
    const { session } = this;
    if (watched && session !== undefined) {
      this.#lost('');
      logOutGoing(session.token);
    }
  }

  async #begin() {
    try {
      this.where = await whereTransportsAre();
      this.session = await logIn(`race-${randomId()}`, INSTRUMENT);
    } catch (error) {
      this.trouble = error instanceof LabError ? error.code : 'unreachable';
      setTimeout(() => void this.#begin(), this.#backoff.next());
      return;
    }
    this.trouble = '';
    this.#backoff.reset();
    const { session } = this;
    if (this.#watched) {
      await this.#openTap(session.token);
    }
    transports.forEach((transport, index) => {
      const where = this.where.get(transport.id);
      if (where !== undefined) {
        this.#connect(transport, where, this.lanes[index], session);
      }
    });
    void this.#ping(3);
  }

  /**
   * @param {import('../transports/contract.js').Transport} transport
   * @param {import('../transports/contract.js').Where} where
   * @param {Lane} wire
   * @param {import('../api.js').Session} session
   */
  #connect(transport, where, wire, session) {
    wire.beginAnew();
    wire.link = transport.connect({
      base: location.origin,
      where,
      token: session.token,
      pacing: this.#pacing,
      onEvent: (event, arrival) => event.type === 'message' && this.#take(wire, event, arrival),
      onExchange: (exchange) => wire.exchanges.push(exchange),
      onState: (state) => {
        wire.setState(state);
        if (state.name === 'closed' && state.code === 'unauthorized' && this.session === session) {
          this.#lost();
        }
      },
    });
  }

  /** @param {string} token */
  async #openTap(token) {
    const tap = new Tap(token, () => this.#onBytes());
    if ((await tap.watching) && this.#watched) {
      this.tap = tap;
    } else {
      tap.close();
    }
    this.#onBytes();
  }

  /** The session has ended: closes its connections and starts a new one. */
  #lost(trouble = 'unauthorized') {
    this.session = undefined;
    this.trouble = trouble;
    this.tap?.close();
    this.tap = undefined;
    this.lanes.forEach((wire) => {
      wire.link?.close();
      wire.link = undefined;
    });
    this.#heats.abandon();
    setTimeout(() => void this.#begin(), trouble === '' ? 0 : this.#backoff.next());
  }

  /**
   * @param {Lane} wire
   * @param {import('../transports/contract.js').LabEvent} event
   * @param {import('../transports/contract.js').Arrival} arrival
   */
  #take(wire, event, arrival) {
    wire.messages++;
    wire.payload += payloadBytes(event.text ?? '');
    const { serverAt } = arrival;
    const me = this.#speaker();
    const at = serverAt !== undefined && this.offset.isKnown ? this.offset.toPage(serverAt) : arrival.at;
    const heat = this.#heats.arrive(wire.index, at, event, me, () => this.#dueOf(event, arrival.at));
    if (heat.dueFrom === 'page') {
      // It was published after its due time and stamped before it arrived, so it compares the clocks like a ping.
      if (serverAt !== undefined) {
        this.offset.sample(heat.due, arrival.at, serverAt);
      } else if (event.at !== undefined) {
        this.offset.sample(heat.due, arrival.at, event.at, 1);
      }
    }
  }

  /**
   * @param {import('../transports/contract.js').LabEvent} event
   * @param {number} arrivedAt
   * @returns {Pick<import('./heats.js').Heat, 'due' | 'dueFrom'>}
   */
  #dueOf({ from, text = '', at }, arrivedAt) {
    const robot = robotDue(from ?? '', text);
    const stamp = robot ?? at;
    const due = stamp !== undefined && this.offset.isKnown ? this.offset.toPage(stamp) : arrivedAt;
    return { due, dueFrom: robot === undefined ? 'lab' : 'robot' };
  }

  async #readMeters() {
    const { session } = this;
    if (session === undefined) {
      return;
    }
    try {
      const rows = await sessionMeters(session.token);
      const at = performance.now();
      if (this.session === session) {
        for (const wire of this.lanes) {
          const { id, messages, payload } = wire;
          const meters = rows[id];
          if (meters !== undefined) {
            wire.readings.push({ at, messages, payload, meters, ledger: meters.ledger ?? this.tap?.byClass.ledger(id) });
          }
        }
        this.#onReading.forEach((listener) => listener());
      }
    } catch (error) {
      if (error instanceof LabError && error.code === 'unauthorized' && this.session === session) {
        this.#lost();
      }
    }
  }

  /**
   * Compares the clocks over the transport whose arrivals are stamped by the server.
   *
   * @param {number} [times]
   */
  async #ping(times = 1) {
    const index = transports.findIndex(({ stampsArrivals }) => stampsArrivals);
    const link = this.lanes[index]?.link;
    for (let i = 0; link !== undefined && i < times; i++) {
      const sent = performance.now();
      try {
        const { arrival } = await link.send({ type: 'ping' });
        // A ping that waited for its connection adds little and does no harm: its interval is wide.
        if (arrival?.serverAt !== undefined) {
          this.offset.sample(sent, arrival.at, arrival.serverAt);
        }
      } catch (error) {
        if (!(error instanceof LabError)) {
          throw error;
        }
        return;
      }
    }
  }
}
