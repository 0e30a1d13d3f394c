// @ts-check
import { callWithKey } from '../api.js';

const PATH = '/api/robot';
/** The robot goes two minutes after it was last asked for; it is asked again well before. */
const RENEW_EVERY = 45_000;

/** Has the lab's robot come, and keeps it while this page is open. */
export class Robot {
  #timer = 0;

  /**
   * Has it come, unless it is there.
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
      // It was ended elsewhere, or the lab is away: whoever wants it calls it again.
      this.leave();
    }
  }

  /** No longer asks for it: it goes by itself. */
  leave() {
    clearInterval(this.#timer);
  }
}
