// @ts-check
import { Ring } from '../ring.js';

/** Milliseconds between two looks at the clock. */
const LOOK_EVERY = 20;
/** A timer later than this was kept waiting by the page's own work, in milliseconds. */
const LATE = 5;
/** Longer than this the computer or the tab was asleep. */
const ASLEEP = 5000;
/** Stalls that are remembered. */
const MOST = 500;

/** When the page's one thread was busy, so that it could neither send nor take what had arrived. */
export class PageLag {
  /** @type {Ring<{from: number, to: number}>} */
  #stalls = new Ring(MOST);
  #expected = 0;

  /** Watches from now on. */
  watch() {
    this.#expected = performance.now() + LOOK_EVERY;
    setInterval(() => this.look(performance.now()), LOOK_EVERY);
  }

  /**
   * The page runs.
   *
   * @param {number} now
   */
  look(now) {
    const late = now - this.#expected;
    if (late > LATE && late < ASLEEP) {
      this.#stalls.push({ from: this.#expected, to: now });
    }
    this.#expected = now + LOOK_EVERY;
  }

  /**
   * For how much of a time the page was busy, in milliseconds.
   *
   * @param {number} from
   * @param {number} to
   */
  within(from, to) {
    let busy = 0;
    for (const stall of this.#stalls.newestFirst()) {
      if (stall.to <= from) {
        break;
      }
      busy += Math.max(0, Math.min(to, stall.to) - Math.max(from, stall.from));
    }
    return busy;
  }

  /**
   * How much of a message's latency is the page's own: it sent late, or was busy while the message was on its way.
   *
   * @param {import('./heats.js').Heat} heat
   * @param {number} arrived
   */
  share(heat, arrived) {
    const { due, sent = due } = heat;
    return Math.max(0, sent - due) + this.within(Math.max(due, sent), arrived);
  }
}

/**
 * Whether a latency says more about this page than about the transport, by the rule of the reports: its own part exceeds
 * both a millisecond and a quarter.
 *
 * @param {number | undefined} own milliseconds
 * @param {number | undefined} latency
 */
export function isPageLate(own, latency) {
  return own !== undefined && latency !== undefined && own > Math.max(1, latency / 4);
}
