// @ts-check
import { cutSockets, logIn, logOut, logOutGoing, sessionMeters, whereTransportsAre } from '../api.js';
import { Inspector } from '../inspector/inspector.js';
import { Tap } from '../inspector/tap.js';
import { INSTRUMENT } from '../race/runner.js';
import { randomId } from '../random-id.js';
import { LabError } from '../transports/contract.js';

/** The session of a step that has connections of its own, with the bytes of these from the first one on. */
export class LessonSession {
  /** @type {Promise<{session: import('../api.js').Session, tap: Tap}> | undefined} */
  #current;
  /** @type {Tap | undefined} */
  #tap;
  #transport;
  inspector = new Inspector(
    () => this.#tap,
    () => undefined,
    'lessons.bytesAbout',
  );

  /** @param {string} transport whose bytes are shown */
  constructor(transport) {
    this.#transport = transport;
    this.inspector.offer([transport]);
    addEventListener('pagehide', () => this.rest());
  }

  /** The session and the transport's row; a new session if there is none, or none any more. */
  async get() {
    const where = (await whereTransportsAre()).get(this.#transport);
    for (let last = this.#current === undefined; ; last = true) {
      this.#current ??= this.#open();
      const current = this.#current;
      try {
        const { session } = await current;
        // A session without a connection ends with its lease.
        await sessionMeters(session.token);
        return { session, where };
      } catch (error) {
        if (this.#current === current) {
          this.#current = undefined;
        }
        if (last || !(error instanceof LabError && error.code === 'unauthorized')) {
          throw error;
        }
      }
    }
  }

  async #open() {
    const session = await logIn(`lesson-${randomId()}`, INSTRUMENT);
    const tap = new Tap(session.token, () => this.inspector.changed());
    await tap.watching;
    this.#tap = tap;
    return { session, tap };
  }

  /** Ends the session as its owner: the lab closes the connections. */
  async end() {
    const current = this.#current;
    this.#current = undefined;
    if (current !== undefined) {
      await logOut((await current).session.token);
    }
  }

  /** Has the lab disconnect its WebSockets without a close frame. */
  async cut() {
    if (this.#current !== undefined) {
      await cutSockets((await this.#current).session.token);
    }
  }

  /** Nobody looks: no session. */
  rest() {
    void this.#current?.then(
      ({ session, tap }) => {
        tap.close();
        logOutGoing(session.token);
      },
      () => undefined,
    );
    this.#current = undefined;
  }
}
