// @ts-check
import { askRobot, renewRobot, stopRobot } from '../api.js';
import { LabError } from '../transports/contract.js';
import { RACE_GROUP } from './runner.js';

/** Milliseconds between checks of the robot. */
const LOOK_EVERY = 1000;
/** A request to the robot lasts two minutes; it is renewed well before. */
const RENEW_EVERY = 45_000;
/** Minimum size of its texts. */
const LEAST_SIZE = 48;

/** Keeps the lab's robot publishing what the settings ask for, in the group of all races. */
export class RobotControl {
  #settings;
  #speaker;
  #runner;
  #paused = false;
  #busy = false;
  /** The current request, and its time; empty without one. */
  #asked = '';
  #askedAt = 0;
  /** The error code, or empty. */
  trouble = '';

  /**
   * @param {import('../shell/settings.js').Settings} settings
   * @param {import('./speaker.js').Speaker} speaker
   * @param {import('./runner.js').Runner} runner
   */
  constructor(settings, speaker, runner) {
    this.#settings = settings;
    this.#speaker = speaker;
    this.#runner = runner;
    setInterval(() => void this.#look(), LOOK_EVERY);
    addEventListener('pagehide', () => this.#asked !== '' && void stopRobot().catch(() => undefined));
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    void this.#look();
  }

  async #look() {
    const wanted = this.#settings.text('by') === 'robot' && !this.#paused;
    if (this.#busy || (wanted ? !this.#runner.isReady : this.#asked === '')) {
      return;
    }
    this.#busy = true;
    try {
      await (wanted ? this.#keep() : this.#stop());
      this.trouble = '';
    } catch (error) {
      if (!(error instanceof LabError)) {
        throw error;
      }
      this.trouble = error.code;
    } finally {
      this.#busy = false;
    }
  }

  async #keep() {
    // The robot publishes to the group, so the race must be a member.
    this.#settings.set('to', 'race');
    await this.#speaker.prepare();
    const rate = this.#settings.number('rate') * this.#settings.number('burst');
    const size = Math.max(LEAST_SIZE, this.#settings.number('size'));
    const wanted = JSON.stringify([rate, size]);
    if (wanted !== this.#asked) {
      await askRobot(RACE_GROUP, rate, size);
    } else if (performance.now() - this.#askedAt > RENEW_EVERY) {
      await renewRobot();
    } else {
      return;
    }
    this.#asked = wanted;
    this.#askedAt = performance.now();
  }

  async #stop() {
    this.#asked = '';
    await stopRobot();
  }
}
