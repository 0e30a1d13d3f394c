// @ts-check
import { askRobot, renewRobot, stopRobot } from '../api.js';
import { LabError } from '../transports/contract.js';
import { RACE_GROUP } from './runner.js';

/** The lab's robot does what it was asked for two minutes; it is asked again well before. */
const RENEW_EVERY = 45_000;
/** The shortest text it says. */
const LEAST_SIZE = 48;

/** Asks the lab's own robot to say what the settings ask for, in the group of all races. */
export class RobotControl {
  #settings;
  #speaker;
  #asked = false;
  #timer = 0;
  #paused = false;
  /** Why the robot does not do it, or nothing. */
  trouble = '';

  /**
   * @param {import('../shell/settings.js').Settings} settings
   * @param {import('./speaker.js').Speaker} speaker
   */
  constructor(settings, speaker) {
    this.#settings = settings;
    this.#speaker = speaker;
    settings.onChange((name) => ['by', 'rate', 'size', 'burst'].includes(name) && void this.#ask());
    addEventListener('pagehide', () => this.#asked && void stopRobot().catch(() => undefined));
    void this.#ask();
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    void this.#ask();
  }

  async #ask() {
    clearInterval(this.#timer);
    const wanted = this.#settings.text('by') === 'robot' && !this.#paused;
    try {
      if (wanted) {
        // The robot speaks in the group, so the race must listen there.
        this.#settings.set('to', 'race');
        await this.#speaker.prepare();
        const rate = this.#settings.number('rate') * this.#settings.number('burst');
        await askRobot(RACE_GROUP, rate, Math.max(LEAST_SIZE, this.#settings.number('size')));
        this.#asked = true;
        this.#timer = window.setInterval(() => void this.#renew(), RENEW_EVERY);
      } else if (this.#asked) {
        this.#asked = false;
        await stopRobot();
      }
      this.trouble = '';
    } catch (error) {
      this.#fail(error);
    }
  }

  async #renew() {
    try {
      await renewRobot();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!(error instanceof LabError)) {
      throw error;
    }
    this.trouble = error.code;
  }
}
