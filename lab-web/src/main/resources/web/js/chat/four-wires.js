// @ts-check
import { sessionMeters, whereTransportsAre } from '../api.js';
import { WallClock } from '../clock.js';
import { Lane } from './lane.js';
import { SentTimes } from '../latency.js';
import { Backoff } from '../transports/backoff.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';

/** How often the meters are read. */
const METERS_EVERY = 1000;
/** How often the groups are asked for when nothing says that they changed. */
const GROUPS_EVERY = 15_000;

/**
 * @typedef {object} WiresListener
 * @property {(event: import('../transports/contract.js').LabEvent) => void} onMessage each message, as often as there are lanes
 * @property {(event: import('../transports/contract.js').LabEvent) => void} onUsers
 * @property {(event: import('../transports/contract.js').LabEvent) => void} onGroups
 * @property {(code: string) => void} onEnd the session is over, and why
 */

/** One session of one person on all wires at once: a link and a lane for each transport. */
export class FourWires {
  /** @type {Map<string, {link: import('../transports/contract.js').Link, lane: Lane}>} */
  #wires = new Map();
  #session;
  #listener;
  #sent = new SentTimes();
  #clock = new WallClock();
  #timers = [0, 0];
  #over = false;
  #groupsAsked = false;

  /**
   * @param {import('../api.js').Session} session
   * @param {WiresListener} listener
   */
  constructor(session, listener) {
    this.#session = session;
    this.#listener = listener;
  }

  /**
   * Connects every wire and puts its lane into the page.
   *
   * @param {HTMLElement} place
   * @param {Record<string, string>} places cursors to read on from, by transport
   */
  async start(place, places) {
    const where = await this.#whereTransportsAre();
    if (this.#over) {
      return;
    }
    for (const transport of transports) {
      const row = where.get(transport.id);
      if (row !== undefined) {
        const lane = new Lane(transport, this.#session.user, this.#sent, this.#clock);
        place.append(lane.element);
        this.#wires.set(transport.id, { lane, link: this.#connect(transport, row, lane, places[transport.id]) });
      }
    }
    this.#timers = [
      window.setInterval(() => void this.#readMeters(), METERS_EVERY),
      window.setInterval(() => document.hidden || void this.#askGroups(), GROUPS_EVERY),
    ];
  }

  /** Asks until the lab answers: that it is away for a moment ends no session. */
  async #whereTransportsAre() {
    const backoff = new Backoff();
    for (;;) {
      try {
        return await whereTransportsAre();
      } catch (error) {
        if (this.#over || !(error instanceof LabError) || error.code !== 'unreachable') {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, backoff.next()));
      }
    }
  }

  /** Closes every wire. */
  stop() {
    this.#over = true;
    this.#timers.forEach(clearInterval);
    for (const { link, lane } of this.#wires.values()) {
      link.close();
      lane.element.remove();
    }
  }

  /** The place of every wire, for a page that reads on from there. */
  places() {
    return Object.fromEntries([...this.#wires].map(([id, { link }]) => [id, link.cursor()]));
  }

  /**
   * Says something, and remembers when.
   *
   * @param {string} to
   * @param {string} text
   * @param {string} over the transport's id
   */
  async say(to, text, over) {
    const sentAt = performance.now();
    this.#clock.sample();
    const { cursor } = await this.#link(over).send({ type: 'say', to, text });
    if (cursor !== undefined) {
      this.#sent.accepted(cursor, sentAt);
      this.#wires.forEach(({ lane }) => lane.sentTimeKnown(cursor));
    }
  }

  /** @param {string} group */
  async join(group) {
    await this.#link('websocket').send({ type: 'join', to: group });
    await this.#askGroups();
  }

  /** @param {string} group */
  async leave(group) {
    await this.#link('websocket').send({ type: 'leave', to: group });
    await this.#askGroups();
  }

  /** @param {string} id */
  #link(id) {
    const wire = this.#wires.get(id);
    if (wire === undefined) {
      throw new LabError('closed');
    }
    return wire.link;
  }

  /**
   * @param {import('../transports/contract.js').Transport} transport
   * @param {import('../transports/contract.js').Where} where
   * @param {Lane} lane
   * @param {string | undefined} after
   */
  #connect(transport, where, lane, after) {
    const { token } = this.#session;
    const carriesLists = transport.id === 'websocket';
    return transport.connect({
      base: location.origin,
      where,
      token,
      after,
      onEvent: (event, arrival) => {
        if (event.type === 'users') {
          this.#listener.onUsers(event);
          return;
        }
        lane.show(event, arrival);
        if (event.type === 'message') {
          this.#listener.onMessage(event);
        } else if (carriesLists && (event.type === 'joined' || event.type === 'left')) {
          void this.#askGroups();
        }
      },
      onState: (state) => {
        lane.state(state);
        if (state.name === 'closed' && state.code === 'unauthorized') {
          this.#end('unauthorized');
        } else if (carriesLists && state.name === 'open') {
          // Not before `connect` has returned the link that these go over.
          queueMicrotask(() => void this.#watch());
        }
      },
    });
  }

  /** A watch belongs to a connection, so each new one asks again. */
  async #watch() {
    await this.#ask({ type: 'users', to: '#lobby', watch: true }, this.#listener.onUsers);
    await this.#askGroups();
  }

  /** One question at a time: the answer shows whatever changed meanwhile. */
  async #askGroups() {
    if (!this.#groupsAsked) {
      this.#groupsAsked = true;
      await this.#ask({ type: 'groups' }, this.#listener.onGroups);
      this.#groupsAsked = false;
    }
  }

  /**
   * Asks over the WebSocket; what gets no answer now is asked again when it is open again.
   *
   * @param {import('../transports/contract.js').Command} command
   * @param {(event: import('../transports/contract.js').LabEvent) => void} onAnswer
   */
  async #ask(command, onAnswer) {
    try {
      const answer = await this.#link('websocket').send(command);
      if (!this.#over) {
        onAnswer(answer);
      }
    } catch (error) {
      if (!(error instanceof LabError)) {
        throw error;
      }
    }
  }

  async #readMeters() {
    this.#clock.sample();
    if (document.hidden) {
      return;
    }
    try {
      const meters = await sessionMeters(this.#session.token);
      this.#wires.forEach(({ lane }, id) => lane.meters(meters[id]));
    } catch (error) {
      if (error instanceof LabError && error.code === 'unauthorized') {
        this.#end('unauthorized');
      }
    }
  }

  /** @param {string} code */
  #end(code) {
    if (!this.#over) {
      this.stop();
      this.#listener.onEnd(code);
    }
  }
}
