// @ts-check
import { home } from '../address.js';
import { logIn, logOutGoing } from '../api.js';
import { randomId } from '../random-id.js';
import { Backoff } from '../transports/backoff.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { INSTRUMENT, RACE_GROUP } from './runner.js';
import { payloadBytes } from './statistics.js';

/** The transport of the separate connection. */
const [APART] = transports;
/** Milliseconds for which a failure is shown. */
const TROUBLE_SHOWN = 10_000;

/**
 * Publishes the page's messages, either over a connection of its own that is in no lane's figures, or over one of the lanes.
 * A lost session is replaced at the next message.
 */
export class Speaker {
  #runner;
  #heats;
  #settings;
  /** @type {Promise<{session: import('../api.js').Session, link: import('../transports/contract.js').Link}> | undefined} */
  #apart;
  #name = '';
  /** The session of the race when this one was opened. @type {import('../api.js').Session | undefined} */
  #heardBy;
  #backoff = new Backoff();
  #notBefore = 0;
  /** Links that have joined the group of all races. */
  #joined = new WeakSet();
  #trouble = '';
  #troubleAt = 0;

  /**
   * @param {import('./runner.js').Runner} runner
   * @param {import('./heats.js').Heats} heats
   * @param {import('../shell/settings.js').Settings} settings
   */
  constructor(runner, heats, settings) {
    this.#runner = runner;
    this.#heats = heats;
    this.#settings = settings;
    runner.setSpeaker(() => this.name);
    addEventListener('pagehide', () => void this.#apart?.then(({ session }) => logOutGoing(session.token)));
  }

  get #isApart() {
    return this.#settings.text('over') === 'apart';
  }

  /** Why a message could not be published just now, or empty. */
  get trouble() {
    return performance.now() - this.#troubleAt < TROUBLE_SHOWN ? this.#trouble : '';
  }

  /** Its current user name. */
  get name() {
    return this.#isApart ? this.#name : (this.#runner.session?.user ?? '');
  }

  /** Begins to connect as soon as the race has a session, while its lanes connect, too. */
  warmUp() {
    if (this.#isApart && this.#runner.session !== undefined) {
      void Promise.resolve()
        .then(() => this.#ownLink())
        .catch(() => undefined);
    }
  }

  /** Connects, so that the first message does not wait for that. */
  async prepare() {
    if (this.#isApart) {
      await this.#ownLink();
    }
    await this.#enter();
  }

  /**
   * Publishes a text.
   *
   * @param {string} text
   * @param {number} due `performance.now()` at which it is due
   */
  async say(text, due) {
    const to = this.#settings.text('to') === 'me' ? `@${this.#runner.session?.user}` : RACE_GROUP;
    /** @type {import('./heats.js').Heat | undefined} */
    let heat;
    try {
      await this.#enter();
      const link = await this.#link();
      heat = this.#heats.expect({ due, sent: performance.now(), from: this.name, to, text });
      const lane = this.#lane;
      if (lane !== undefined) {
        lane.payload += payloadBytes(text);
      }
      await link.send({ type: 'say', to, text });
      this.#trouble = '';
    } catch (error) {
      this.#trouble = error instanceof LabError ? error.code : String(error);
      this.#troubleAt = performance.now();
      if (heat !== undefined) {
        this.#heats.fail(heat, this.#trouble);
      }
    }
  }

  async #link() {
    if (this.#isApart) {
      return (await this.#ownLink()).link;
    }
    const link = this.#lane?.link;
    if (link === undefined) {
      throw new LabError('closed');
    }
    return link;
  }

  /** The lane that it publishes over, unless it has a connection of its own. */
  get #lane() {
    return this.#runner.lanes.find(({ id }) => id === this.#settings.text('over'));
  }

  /** Both sessions must be members of the group of all races. */
  async #enter() {
    if (this.#settings.text('to') === 'me') {
      return;
    }
    const listener = this.#runner.lanes[0].link;
    for (const link of [listener, await this.#link()]) {
      if (link !== undefined && !this.#joined.has(link)) {
        await link.send({ type: 'join', to: RACE_GROUP });
        this.#joined.add(link);
      }
    }
  }

  /** Ends its own session until the next message. */
  rest() {
    void this.#apart?.then(({ session, link }) => {
      link.close();
      logOutGoing(session.token);
    }).catch(() => undefined);
    this.#apart = undefined;
  }

  #ownLink() {
    if (this.#runner.session !== this.#heardBy) {
      // The race has another session, most likely because the lab was restarted.
      this.#heardBy = this.#runner.session;
      this.rest();
    }
    if (this.#apart === undefined) {
      if (performance.now() < this.#notBefore) {
        throw new LabError('unreachable');
      }
      // Until another one was begun, which an earlier one that ends late must not undo.
      const isCurrent = () => this.#apart === opening;
      const opening = this.#open(isCurrent);
      this.#apart = opening;
      opening.catch(() => {
        this.#notBefore = performance.now() + this.#backoff.next();
        if (isCurrent()) {
          this.#apart = undefined;
        }
      });
    }
    return this.#apart;
  }

  /** @param {() => boolean} isCurrent */
  async #open(isCurrent) {
    const where = this.#runner.where.get(APART.id);
    if (where === undefined) {
      throw new LabError('unreachable');
    }
    const session = await logIn(`pace-${randomId()}`, INSTRUMENT);
    if (isCurrent()) {
      this.#name = session.user;
    }
    this.#backoff.reset();
    const link = APART.connect({
      base: home(),
      where,
      token: session.token,
      onEvent: () => {},
      onState: (state) => {
        if (state.name === 'closed' && isCurrent()) {
          this.#apart = undefined;
        }
      },
    });
    return { session, link };
  }
}
