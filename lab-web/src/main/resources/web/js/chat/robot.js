// @ts-check
import { callWithKey } from '../api.js';

const PATH = '/api/robot';
/** The robot leaves two minutes after it was last asked for; that is renewed well before. */
const RENEW_EVERY = 45_000;

/** Starts the lab's robot, and keeps it while this page is open. */
export class Robot {
  #timer = 0;

  /**
   * Starts it, unless it is on.
   *
   * @returns {Promise<string>} its name
   */
  async come() {
    let status = await callWithKey(PATH);
    if (status.on) {
      await callWithKey(`${PATH}/lease`, { method: 'POST' });
    } else {
      status = await callWithKey(PATH, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    }
    clearInterval(this.#timer);
    this.#timer = window.setInterval(() => void this.#renew(), RENEW_EVERY);
    return status.name;
  }

  async #renew() {
    try {
      await callWithKey(`${PATH}/lease`, { method: 'POST' });
    } catch {
      // It was ended elsewhere, or the lab is away: it can be called again.
      this.leave();
    }
  }

  /** Stops renewing: it leaves by itself. */
  leave() {
    clearInterval(this.#timer);
  }
}
