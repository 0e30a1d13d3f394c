// @ts-check
import { randomId } from '../random-id.js';
import { lapText, Schedule } from './schedule.js';

/** Milliseconds between two attempts to begin. */
const TRY_AGAIN = 250;
/** Milliseconds between two looks at whether the lanes are connected. */
const LOOK_AGAIN = 25;

/** Publishes what the settings ask for at its due time, unless it is paused. */
export class Publisher {
  #lap = `lap ${randomId().slice(0, 4)}`;
  #count = 0;
  #schedule = new Schedule();
  #timer = 0;
  #paused = false;
  #starts = 0;
  /** Whether its next start publishes a message at once. */
  #isEager;
  #speaker;
  #runner;
  #settings;

  /**
   * @param {import('./speaker.js').Speaker} speaker
   * @param {import('./runner.js').Runner} runner
   * @param {import('../shell/settings.js').Settings} settings
   * @param {boolean} [isEager] whether the first message is published at once: there is something to see, but it is in no
   *     figure, since polls have just begun, too
   */
  constructor(speaker, runner, settings, isEager = false) {
    this.#speaker = speaker;
    this.#runner = runner;
    this.#settings = settings;
    this.#isEager = isEager;
    settings.onChange((name) => ['rate', 'by', 'over', 'to'].includes(name) && this.#restart());
    this.#restart();
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    this.#restart();
  }

  /** Publishes one burst. */
  async step() {
    await this.#speaker.prepare();
    this.#sayAt(performance.now());
  }

  async #restart() {
    const start = ++this.#starts;
    clearTimeout(this.#timer);
    if (this.#paused || this.#settings.text('by') !== 'page') {
      this.#schedule.stop();
      return;
    }
    if (!this.#runner.isReady) {
      this.#schedule.stop();
      this.#speaker.warmUp();
      this.#timer = window.setTimeout(() => void this.#restart(), LOOK_AGAIN);
      return;
    }
    try {
      await this.#speaker.prepare();
    } catch {
      if (start === this.#starts) {
        this.#timer = window.setTimeout(() => void this.#restart(), TRY_AGAIN);
      }
      return;
    }
    if (start !== this.#starts) {
      return;
    }
    if (this.#isEager) {
      this.#isEager = false;
      const now = performance.now();
      this.#sayAt(now);
      this.#runner.since = now + 1 + this.#settings.number('burst') * this.#settings.number('spread');
    }
    this.#schedule.start(this.#settings.number('rate'), performance.now());
    this.#run();
  }

  #run() {
    clearTimeout(this.#timer);
    if (!this.#runner.isReady) {
      void this.#restart();
      return;
    }
    this.#schedule.take(performance.now()).forEach((due) => this.#sayAt(due));
    this.#timer = window.setTimeout(() => this.#run(), Math.max(0, this.#schedule.next - performance.now()));
  }

  /** @param {number} due */
  #sayAt(due) {
    const spread = this.#settings.number('spread');
    for (let i = 0; i < this.#settings.number('burst'); i++) {
      const text = lapText(this.#lap, ++this.#count, this.#settings.number('size'));
      const say = () => void this.#speaker.say(text, due + i * spread);
      if (i * spread === 0) {
        say();
      } else {
        setTimeout(say, due + i * spread - performance.now());
      }
    }
  }
}
