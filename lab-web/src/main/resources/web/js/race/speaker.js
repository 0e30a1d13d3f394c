// @ts-check
import { logIn, logOutGoing } from '../api.js';
import { randomId } from '../random-id.js';
import { Backoff } from '../transports/backoff.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { INSTRUMENT, RACE_GROUP } from './runner.js';
import { payloadBytes } from './statistics.js';

/** The transport of a speaker that stands apart from the lanes. */
const [APART] = transports;
/** Milliseconds for which a failure is told. */
const TROUBLE_SHOWN = 10_000;

/**
 * Says messages for the page, either over a connection of its own that is in no lane's bill, or over one of the lanes. A
 * session that is lost is replaced when there is something to say.
 */
export class Speaker {
  #runner;
  #heats;
  #settings;
  /** @type {Promise<{session: import('../api.js').Session, link: import('../transports/contract.js').Link}> | undefined} */
  #apart;
  #name = '';
  /** The session of the race for which this one was opened. @type {import('../api.js').Session | undefined} */
  #heardBy;
  #backoff = new Backoff();
  #notBefore = 0;
  /** Who is in the group of all races. */
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

  /** Why a message could not be said just now, or nothing. */
  get trouble() {
    return performance.now() - this.#troubleAt < TROUBLE_SHOWN ? this.#trouble : '';
  }

  /** The name under which it speaks now. */
  get name() {
    return this.#isApart ? this.#name : (this.#runner.session?.user ?? '');
  }

  /** Gets ready to speak, so that the first message does not wait for that. */
  async prepare() {
    if (this.#isApart) {
      await this.#ownLink();
    }
    await this.#enter();
  }

  /**
   * Says a text.
   *
   * @param {string} text
   * @param {number} due `performance.now()` at which it is, or was, to be said
   */
  async say(text, due) {
    const to = this.#settings.text('to') === 'me' ? `@${this.#runner.session?.user}` : RACE_GROUP;
    /** @type {import('./heats.js').Heat | undefined} */
    let heat;
    try {
      await this.#enter();
      const link = await this.#link();
      heat = this.#heats.expect({ due, from: this.name, to, text });
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

  /** The lane that it speaks over, unless it stands apart. */
  get #lane() {
    return this.#runner.wires.find(({ id }) => id === this.#settings.text('over'));
  }

  /** Who listens in the group of all races, and who speaks there, must be in it. */
  async #enter() {
    if (this.#settings.text('to') === 'me') {
      return;
    }
    const listener = this.#runner.wires[0]?.link;
    for (const link of [listener, await this.#link()]) {
      if (link !== undefined && !this.#joined.has(link)) {
        await link.send({ type: 'join', to: RACE_GROUP });
        this.#joined.add(link);
      }
    }
  }

  #ownLink() {
    if (this.#runner.session !== this.#heardBy) {
      // The race goes on in another session, most likely because the lab knows none of the old ones any more.
      this.#heardBy = this.#runner.session;
      void this.#apart?.then(({ session, link }) => {
        link.close();
        logOutGoing(session.token);
      }).catch(() => undefined);
      this.#apart = undefined;
    }
    if (this.#apart === undefined) {
      if (performance.now() < this.#notBefore) {
        throw new LabError('unreachable');
      }
      this.#apart = this.#open();
      this.#apart.catch(() => {
        this.#apart = undefined;
        this.#notBefore = performance.now() + this.#backoff.next();
      });
    }
    return this.#apart;
  }

  async #open() {
    const where = this.#runner.where.get(APART.id);
    if (where === undefined) {
      throw new LabError('unreachable');
    }
    const session = await logIn(`pace-${randomId()}`, INSTRUMENT);
    this.#name = session.user;
    this.#backoff.reset();
    const link = APART.connect({
      base: location.origin,
      where,
      token: session.token,
      onEvent: () => {},
      onState: (state) => {
        if (state.name === 'closed' && this.#name === session.user) {
          this.#apart = undefined;
        }
      },
    });
    return { session, link };
  }
}
