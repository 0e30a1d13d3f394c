// @ts-check
import { home } from '../address.js';
import { logIn, logOutGoing, sessionMeters, whereTransportsAre } from '../api.js';
import { ClockOffset } from '../clock-offset.js';
import { Tap } from '../inspector/tap.js';
import { Backoff } from '../transports/backoff.js';
import { randomId } from '../random-id.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { Network } from './network.js';
import { PageLag } from './page-lag.js';
import { robotDue } from './robot-text.js';
import { payloadBytes } from './statistics.js';
import { Lane } from './lane.js';

/** How often the meters are read, in milliseconds. */
const METERS_EVERY = 1000;
/** Milliseconds after which a lane that has no cursor does not come through. */
const LONGEST_OPENING = 5000;
/** Requests that compare the clocks at the beginning; each reading of the meters compares them again. */
const FIRST_COMPARISONS = 5;
/** The avatar by which the chat recognises that this is no person. */
export const INSTRUMENT = 'instrument';
/** The group of all races that are run together. */
export const RACE_GROUP = '#race';

/**
 * The session of the race, with one connection per transport and nothing else on them, so that the bytes of the lanes are
 * those of the messages. A lost session is replaced.
 */
export class Runner {
  /** The lanes of all transports. */
  #all = transports.map(({ id, stampsArrivals }, index) => new Lane(id, index, stampsArrivals));
  /** Those that are shown: no other transport has a connection. */
  lanes = this.#all;
  offset = new ClockOffset();
  lag = new PageLag();
  /** When the traffic last changed: figures do not mix what was before with what comes after. */
  since = 0;
  /** @type {import('../api.js').Session | undefined} */
  session;
  /** @type {Map<string, import('../transports/contract.js').Where>} */
  where = new Map();
  /** The tap on the bytes of this session while they are inspected. @type {Tap | undefined} */
  tap;
  /** The name of the network between this page and the lab; empty: none. It applies from the next session on. */
  link = '';
  /** That network while there is a session. @type {Network | undefined} */
  network;
  /** Why there is no session at the moment. */
  trouble = '';
  #pacing;
  #heats;
  #backoff = new Backoff();
  #speaker = () => '';
  /** @type {Set<() => void>} */
  #onReading = new Set();
  #watched = false;
  #isResting = false;
  #isBeginning = false;
  #onBytes = () => {};
  /** @type {(network: Network) => void} */
  #onNetwork;

  /**
   * @param {import('./heats.js').Heats} heats
   * @param {import('../transports/contract.js').Pacing} pacing
   * @param {string[]} shown the transports that have a lane
   * @param {string} [link] the name of the network; empty: none
   * @param {(network: Network) => void} [onNetwork] called when one is open, before lanes connect over it
   */
  constructor(heats, pacing, shown, link = '', onNetwork = () => {}) {
    this.#heats = heats;
    this.#pacing = pacing;
    this.link = link;
    this.#onNetwork = onNetwork;
    this.show(shown);
    setInterval(() => void this.#readMeters(), METERS_EVERY);
    addEventListener('pagehide', () => this.session && logOutGoing(this.session.token));
    this.lag.watch();
    void this.#begin();
  }

  /** Ends the session and its connections until {@link wake}: nobody looks. */
  rest() {
    this.#isResting = true;
    this.#renew();
  }

  /**
   * Shows other lanes, in a new session with connections for these alone. What was on the lanes before is forgotten.
   *
   * @param {string[]} shown the transports that have a lane
   */
  show(shown) {
    this.#renew();
    this.lanes = this.#all.filter(({ id }) => shown.includes(id));
    this.#heats.restart(this.lanes.map(({ index }) => index));
    this.since = performance.now();
  }

  /** Replaces the session, if there is one. */
  #renew() {
    const { session } = this;
    if (session !== undefined) {
      this.#lost('');
      logOutGoing(session.token);
    }
  }

  wake() {
    if (this.#isResting) {
      this.#isResting = false;
      void this.#begin();
    }
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

  /** Lanes that do not come through: messages wait for them. */
  get blocked() {
    const late = performance.now() - LONGEST_OPENING;
    return this.session === undefined ? [] : this.lanes.filter(({ link, begun }) => link?.cursor() === undefined && begun < late);
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
    if (watched) {
      this.#renew();
    }
  }

  async #begin() {
    if (this.#isResting || this.#isBeginning) {
      return;
    }
    this.#isBeginning = true;
    try {
      this.session = await this.#enter();
    } catch (error) {
      this.trouble = error instanceof LabError ? error.code : 'unreachable';
      setTimeout(() => void this.#begin(), this.#backoff.next());
      return;
    } finally {
      this.#isBeginning = false;
    }
    if (this.#isResting) {
      this.rest();
      return;
    }
    this.trouble = '';
    this.#backoff.reset();
    const { session } = this;
    if (this.#watched) {
      await this.#openTap(session.token);
      if (this.session !== session) {
        return;
      }
    }
    if (this.link !== '' && !(await this.#openNetwork(session))) {
      return;
    }
    for (const lane of this.lanes) {
      const where = this.where.get(lane.id);
      if (where !== undefined) {
        this.#connect(transports[lane.index], where, lane, session);
      }
    }
    for (let i = 0; i < FIRST_COMPARISONS && this.session === session; i++) {
      await this.#askMeters(session).catch(() => undefined);
    }
  }

  /** Learns where the transports are, and logs in: both at once, since the first message waits for them. */
  async #enter() {
    const [where, session] = await Promise.allSettled([whereTransportsAre(), logIn(`race-${randomId()}`, INSTRUMENT)]);
    if (session.status === 'rejected') {
      throw session.reason;
    }
    if (where.status === 'rejected') {
      logOutGoing(session.value.token);
      throw where.reason;
    }
    this.where = where.value;
    return session.value;
  }

  /**
   * @param {import('../api.js').Session} session
   * @returns {Promise<boolean>} whether it is open, and the session still the current one
   */
  async #openNetwork(session) {
    const network = new Network(
      this.link,
      this.lanes.map(({ id }) => id),
    );
    const ended = () => {
      if (this.session === session) {
        logOutGoing(session.token);
        this.#lost('network');
      }
    };
    try {
      await network.opened(ended);
    } catch {
      ended();
      return false;
    }
    if (this.session !== session) {
      network.close();
      return false;
    }
    this.network = network;
    this.#onNetwork(network);
    return true;
  }

  /**
   * Reads the meters, and compares the clocks by when they were read.
   *
   * @param {import('../api.js').Session} session
   */
  async #askMeters(session) {
    const asked = performance.now();
    const { at, transports: rows } = await sessionMeters(session.token);
    this.offset.sample(asked, performance.now(), at);
    return rows;
  }

  /**
   * @param {import('../transports/contract.js').Transport} transport
   * @param {import('../transports/contract.js').Where} where
   * @param {Lane} wire
   * @param {import('../api.js').Session} session
   */
  #connect(transport, where, wire, session) {
    wire.beginAnew();
    const { network } = this;
    // A transport with a port of its own is connected by the lab's server, which the page reaches directly.
    const begins = where.port === undefined;
    wire.transit = { up: network?.up ?? 0, down: network?.down ?? 0 };
    wire.isStream = where.kind === 'stream';
    wire.link = transport.connect({
      base: network !== undefined && begins ? network.base(wire.id) : home(),
      via: begins ? undefined : network?.port(wire.id),
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
    this.network?.close();
    this.network = undefined;
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
    this.lag.look(performance.now());
    heat.own[wire.index] = this.lag.share(heat, at);
    const stamp = serverAt ?? event.at;
    if (stamp !== undefined && heat.dueFrom !== 'page') {
      this.offset.bound(arrival.at, stamp);
    } else if (stamp !== undefined) {
      // It was stamped after this page sent it and before it arrived.
      this.offset.sample(heat.sent ?? heat.due, arrival.at, stamp, serverAt === undefined ? 1 : 0);
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
      const asked = performance.now();
      const rows = await this.#askMeters(session);
      const at = performance.now();
      if (this.session === session) {
        for (const wire of this.lanes) {
          const { id, messages, payload } = wire;
          const meters = rows[id];
          if (meters !== undefined) {
            wire.readings.push({ asked, at, messages, payload, meters, ledger: meters.ledger ?? this.tap?.byClass.ledger(id) });
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
}
