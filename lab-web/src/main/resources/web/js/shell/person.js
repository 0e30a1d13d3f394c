// @ts-check
import { forgetSession, rememberedSession, rememberSession } from './memory.js';

/**
 * Who is logged in at this page, for every view that speaks for a person (the race runs in a session of its own). A
 * session outlives a reload of the tab.
 */
export class Person {
  #session = rememberedSession();
  /** @type {Set<(session: import('../api.js').Session | undefined, code?: string, name?: string) => void>} */
  #listeners = new Set();

  /** The session, or nothing while nobody is logged in. */
  get session() {
    return this.#session;
  }

  /** @param {import('../api.js').Session} session of one who has just logged in */
  begin(session) {
    this.#session = session;
    rememberSession(session);
    this.#tell();
  }

  /** @param {string} [code] why the session is over, when not by one's own wish */
  end(code) {
    const name = this.#session?.user;
    if (name !== undefined) {
      this.#session = undefined;
      forgetSession();
      this.#tell(code, name);
    }
  }

  /**
   * @param {(session: import('../api.js').Session | undefined, code?: string, name?: string) => void} listener is told of
   *     each new session; of each end, with the reason if it was not one's own wish, and the name that one had
   */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /**
   * @param {string} [code]
   * @param {string} [name]
   */
  #tell(code, name) {
    this.#listeners.forEach((listener) => listener(this.#session, code, name));
  }
}
