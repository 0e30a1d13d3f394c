// @ts-check
import { maybe, t } from '../i18n/index.js';
import { Inspector } from '../inspector/inspector.js';
import { button, h } from '../parts.js';
import { Heats } from '../race/heats.js';
import { setText } from '../race/lane-view.js';
import { Lanes } from '../race/lanes.js';
import { Publisher } from '../race/publisher.js';
import { Runner } from '../race/runner.js';
import { shownLanes } from '../race/shown-lanes.js';
import { Speaker } from '../race/speaker.js';
import { Settings } from '../shell/settings.js';
import { transports } from '../transports/index.js';
import { refusalText } from '../words.js';
import { bytesPart } from './bytes-part.js';
import { connectionsPart } from './connections-part.js';
import { moments } from './moments.js';

/** How often texts change and the moment is looked for, in milliseconds. */
const WORDS_EVERY = 250;

/**
 * A race with the settings of a step: it runs until the step's moment, then publishing stops and the lanes stand still. Its
 * connections stay.
 */
export class RaceStage {
  element = h('div', { class: 'stage' });
  #settings = new Settings('');
  #heats = new Heats(transports.length);
  #pacing = { every: 0, wait: 0, rest: 0 };
  #runner;
  #speaker;
  #publisher;
  #lanes;
  #inspector;
  #bytes;
  #trouble = h('p', { class: 'status', role: 'status' });
  #seen = h('p', { class: 'seen', role: 'status' });
  #go = button('primary', t('lessons.goOn'), () => this.#restart());
  #extra = h('div');
  /** @type {import('./syllabus.js').Lesson | undefined} */
  #lesson;
  /** @type {import('./moments.js').Moment | undefined} */
  #moment;
  #since = 0;
  #isReady = false;
  #frame = 0;
  #wordsAt = 0;
  /** @type {import('../race/heats.js').Heat | undefined} */
  #chosen;

  constructor() {
    this.#runner = new Runner(this.#heats, this.#pacing, shownLanes(this.#settings));
    this.#runner.watch(true, () => this.#inspector.changed());
    this.#speaker = new Speaker(this.#runner, this.#heats, this.#settings);
    this.#publisher = new Publisher(this.#speaker, this.#runner, this.#settings);
    this.#lanes = new Lanes(this.#runner, this.#heats, this.#settings, {
      choose: this.#choose,
      point: (heat) => (this.#chosen = heat),
      code: (lane) => this.#showCode(lane.id),
    });
    this.#inspector = new Inspector(
      () => this.#runner.tap,
      (wire) => this.#runner.lanes.find(({ id }) => id === wire)?.readings.at(-1)?.meters,
      'lessons.bytesAbout',
    );
    this.#bytes = bytesPart(this.#inspector);
    this.element.append(
      this.#trouble,
      this.#lanes.element,
      h('div', { class: 'told' }, this.#seen, h('div', { class: 'actions' }, this.#go)),
      this.#extra,
      this.#bytes,
    );
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.repaint());
  }

  /** @param {import('./syllabus.js').Lesson} lesson */
  begin(lesson) {
    this.#lesson = lesson;
    this.#settings.load(`?${lesson.race}`);
    this.#pacing.every = this.#settings.number('poll');
    this.#pacing.wait = this.#settings.number('wait');
    this.#bytes.open = lesson.bytes === true;
    this.#extra.replaceChildren(...(lesson.id === 'keep-alive' ? [connectionsPart()] : []));
    this.#runner.show(shownLanes(this.#settings));
    this.#runner.wake();
    this.#lanes.show();
    this.#inspector.offer(this.#runner.lanes.map(({ id }) => id));
    this.#run();
  }

  /** Nobody looks: no session, no traffic. */
  rest() {
    cancelAnimationFrame(this.#frame);
    this.#publisher.pause(true);
    this.#runner.rest();
    this.#speaker.rest();
  }

  repaint() {
    this.#lanes.repaint();
  }

  /** The same step once more, on new connections; not while it runs. */
  #restart() {
    if (this.#lesson !== undefined && this.#moment !== undefined) {
      this.#runner.show(shownLanes(this.#settings));
      this.#inspector.offer(this.#runner.lanes.map(({ id }) => id));
      this.#run();
    }
  }

  #run() {
    this.#moment = undefined;
    this.#chosen = undefined;
    this.#since = performance.now();
    this.#isReady = false;
    this.#go.ariaDisabled = 'true';
    this.element.dataset.moment = '';
    this.#seen.textContent = t('lessons.wait');
    this.#publisher.pause(false);
    cancelAnimationFrame(this.#frame);
    this.#nextFrame();
  }

  #nextFrame() {
    this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  /** @param {number} now */
  #draw(now) {
    this.#nextFrame();
    const to = this.#moment === undefined ? now : this.#moment.to;
    const span = this.#moment === undefined ? this.#settings.number('span') * 1000 : this.#moment.to - this.#moment.from;
    this.#lanes.draw(to, span, this.#chosen);
    if (!this.#isReady && this.#runner.isReady) {
      // The figures are those of messages, without what came before the first.
      this.#isReady = true;
      this.#runner.since = now;
    }
    if (now - this.#wordsAt > WORDS_EVERY) {
      this.#wordsAt = now;
      this.#lanes.update(to, to, span);
      const code = this.#runner.trouble || this.#speaker.trouble;
      setText(this.#trouble, code === '' ? '' : t('race.trouble', { reason: refusalText(code) }));
      if (this.#moment === undefined) {
        this.#look(now);
      }
    }
  }

  /** @param {number} now */
  #look(now) {
    const id = this.#lesson?.id ?? '';
    const heats = [...this.#heats.newestFirst()].reverse();
    const { lanes, tap } = this.#runner;
    const moment = moments[id]?.({ heats, lanes, tap, since: this.#since, now, burst: this.#settings.number('burst') });
    if (moment === undefined) {
      return;
    }
    this.#moment = { ...moment, to: Math.min(moment.to, now) };
    this.#publisher.pause(true);
    this.#seen.textContent = maybe(`lesson.${id}.seen`, moment.values) ?? '';
    this.element.dataset.moment = id;
    this.#go.ariaDisabled = 'false';
    if (moment.cursor !== undefined) {
      this.#chosen = heats.find(({ cursor }) => cursor === moment.cursor);
      this.#inspector.look(lanes[lanes.length - 1].id, moment.cursor);
    } else if (this.#bytes.open) {
      this.#inspector.redraw();
    }
  }

  /** @param {string} id of a transport */
  #showCode(id) {
    const link = this.element.closest('article')?.querySelector(`.examples [data-transport="${CSS.escape(id)}"]`);
    if (link instanceof HTMLElement) {
      link.click();
    }
  }

  /**
   * @param {import('../race/lane.js').Lane} lane
   * @param {import('../race/heats.js').Heat | undefined} heat
   */
  #choose = (lane, heat) => {
    this.#chosen = heat;
    this.#bytes.open = true;
    this.#inspector.look(lane.id, heat?.cursor);
    this.#bytes.scrollIntoView({ block: 'nearest' });
  };
}
