// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';
import { refusalText, transportLabel } from '../words.js';
import { Inspector } from '../inspector/inspector.js';
import { Board } from './board.js';
import { ChartData } from './chart-data.js';
import { Charts } from './charts.js';
import { Code } from './code.js';
import { controls } from './controls.js';
import { networkOf, setProxies } from './faults.js';
import { Heats } from './heats.js';
import { howMeasured } from './how.js';
import { setText } from './lane-view.js';
import { Lanes } from './lanes.js';
import { Panes } from './panes.js';
import { Publisher } from './publisher.js';
import { RobotControl } from './robot.js';
import { Runner } from './runner.js';
import { shownLanes } from './shown-lanes.js';
import { sayBox } from './say-box.js';
import { SceneClock } from './scene-clock.js';
import { Speaker } from './speaker.js';
import { transports } from '../transports/index.js';

/** How often words and figures change, in milliseconds; the tracks move with every frame. */
const WORDS_EVERY = 250;
/** Milliseconds for which a single step runs at most. */
const LONGEST_STEP = 10_000;
/** How often what a lane shows passes in slow motion until a message has been replayed, at most. */
const LONGEST_REPLAY = 3;
/** Panes that belong to a lane, and are seen beside the lanes on any screen that has the room. */
const OF_A_LANE = new Set(['bytes', 'code']);
/** A screen that has room for such a pane beside the lanes, and one that has it for every pane. */
const ROOM = matchMedia('(min-width: 1100px) and (min-height: 481px)');
const MUCH_ROOM = matchMedia('(min-width: 1600px) and (min-height: 481px)');
/** Settings that change what the lanes carry. */
const TRAFFIC = new Set([
  ...['by', 'rate', 'burst', 'spread', 'size', 'over', 'to'],
  ...['network', 'blocked', 'buffered', 'poll', 'wait', 'rest'],
]);

/**
 * The race: every message on the lanes of all transports, live, while somebody looks.
 *
 * @param {HTMLElement} element
 * @param {import('../shell/views.js').LabPage} lab
 */
export function mount(element, lab) {
  const race = new Race(element, lab.settings);
  return { shown: () => race.show(true), hidden: () => race.show(false) };
}

class Race {
  #settings;
  #heats = new Heats(transports.length);
  #clock = new SceneClock();
  #pacing = { every: 0, wait: 0, rest: 0 };
  #runner;
  #publisher;
  #robot;
  #speaker;
  #lanes;
  #board;
  #controls;
  #how;
  #charts;
  #inspector;
  #panes;
  #code = new Code();
  #status = h('p', { class: 'status', role: 'status' });
  #element;
  /** @type {import('./heats.js').Heat | undefined} */
  #chosen;
  #isShown = true;
  #frame = 0;
  #frames = 0;
  #wordsAt = 0;
  /** @type {number | undefined} when the single step began that runs now */
  #step;

  /**
   * @param {HTMLElement} element
   * @param {import('../shell/settings.js').Settings} settings
   */
  constructor(element, settings) {
    this.#element = element;
    this.#settings = settings;
    this.#pace();
    this.#runner = new Runner(this.#heats, this.#pacing, shownLanes(settings), networkOf(settings), () => this.#setProxies());
    this.#speaker = new Speaker(this.#runner, this.#heats, settings);
    this.#publisher = new Publisher(this.#speaker, this.#runner, settings, true);
    this.#robot = new RobotControl(settings, this.#speaker, this.#runner);
    this.#lanes = new Lanes(this.#runner, this.#heats, settings, {
      choose: this.#choose,
      point: (heat) => (this.#chosen = heat),
      code: this.#showCode,
    });
    this.#board = new Board(this.#runner, this.#choose);
    this.#controls = controls(settings, { pause: () => this.#pause(!this.#isPaused), step: () => void this.#takeStep() });
    this.#how = howMeasured(this.#runner);
    this.#charts = new Charts(new ChartData(this.#runner, this.#heats), this.#runner, settings);
    this.#inspector = new Inspector(
      () => this.#runner.tap,
      (wire) => this.#runner.lanes.find(({ id }) => id === wire)?.readings.at(-1)?.meters,
    );
    this.#panes = new Panes(settings, {
      messages: h('div', {}, sayBox(this.#speaker), h('div', { class: 'board-frame' }, this.#board.element)),
      charts: this.#charts.element,
      bytes: this.#inspector.element,
      code: this.#code.element,
      how: this.#how.element,
    });
    element.append(
      this.#controls.element,
      this.#status,
      this.#lanes.element,
      this.#panes.element,
    );
    this.#clock.setSpeed(settings.number('speed'));
    this.#setPaused();
    settings.onChange((name) => this.#changed(name));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#repaint());
    [ROOM, MUCH_ROOM].forEach((room) => room.addEventListener('change', () => this.#layOut()));
    document.addEventListener('visibilitychange', () => this.#restOrRun());
    this.#layOut();
    this.#showLanes();
    this.#watch();
    this.#restOrRun();
  }

  /** The panes are below the lanes, or beside them. */
  #layOut() {
    const isDrawer = ROOM.matches && !MUCH_ROOM.matches && OF_A_LANE.has(this.#settings.text('pane'));
    this.#element.classList.toggle('beside', isDrawer || MUCH_ROOM.matches);
    this.#element.classList.toggle('drawer', isDrawer);
  }

  /** @param {boolean} isShown whether this view is the one that is seen */
  show(isShown) {
    this.#isShown = isShown;
    this.#restOrRun();
  }

  /** While nobody looks there is no session, so that nothing else on this machine is disturbed. */
  #restOrRun() {
    cancelAnimationFrame(this.#frame);
    if (this.#isSeen) {
      this.#runner.wake();
      this.#nextFrame();
    } else {
      this.#runner.rest();
      this.#speaker.rest();
    }
    this.#pausePublishing();
  }

  get #isSeen() {
    return this.#isShown && !document.hidden;
  }

  #pausePublishing() {
    const paused = this.#isPaused || !this.#isSeen;
    this.#publisher.pause(paused);
    this.#robot.pause(paused);
  }

  #nextFrame() {
    this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  /** @param {number} now */
  #draw(now) {
    this.#nextFrame();
    const span = this.#settings.number('span') * 1000 * this.#clock.speed;
    const shown = this.#clock.tick(now, span, this.#beginOfNewest(span));
    // In slow motion only the lanes replay; texts and figures are current.
    const shownAt = this.#clock.isPaused ? shown : now;
    this.#lanes.draw(shown, span, this.#chosen);
    this.#element.dataset.frames = String(++this.#frames);
    if (now - this.#wordsAt > WORDS_EVERY) {
      this.#wordsAt = now;
      this.#lanes.update(shownAt, shown, span);
      this.#board.update(this.#heats.newestFirst(), shownAt);
      this.#how.update();
      setText(this.#status, this.#trouble());
    }
    this.#endStep(now);
  }

  /**
   * When the first of the newest messages was due that one lane can show together.
   *
   * @param {number} span
   */
  #beginOfNewest(span) {
    let newest;
    let first;
    for (const { due } of this.#heats.newestFirst()) {
      newest ??= due;
      if (due < newest - span / 2) {
        break;
      }
      first = Math.min(first ?? due, due);
    }
    return first;
  }

  #trouble() {
    const code = this.#runner.trouble || this.#speaker.trouble || this.#robot.trouble;
    if (code !== '') {
      return t('race.trouble', { reason: refusalText(code) });
    }
    if (this.#settings.text('network') !== networkOf(this.#settings)) {
      return t('race.noNetwork');
    }
    const { blocked } = this.#runner;
    if (blocked.length > 0) {
      return t('race.blocked', { lanes: blocked.map(({ id }) => transportLabel(id)).join(', ') });
    }
    const seconds = Math.round(this.#clock.behind / 1000);
    return this.#clock.speed !== 1 && !this.#clock.isPaused ? t('race.behind', { times: 1 / this.#clock.speed, seconds }) : '';
  }

  /** @param {import('../shell/settings.js').Name} name */
  #changed(name) {
    if (TRAFFIC.has(name)) {
      this.#runner.since = performance.now();
    }
    if (name === 'lanes' || name === 'over') {
      this.#changeLanes();
    } else if (name === 'network') {
      this.#runner.link = networkOf(this.#settings);
      this.#show(shownLanes(this.#settings));
    } else if (name === 'blocked' || name === 'buffered') {
      this.#setProxies();
    } else if (name === 'poll' || name === 'wait' || name === 'rest') {
      this.#pace();
      this.#runner.hurry();
    } else if (name === 'paused') {
      this.#setPaused();
    } else if (name === 'speed') {
      this.#clock.setSpeed(this.#settings.number('speed'));
    } else if (name === 'pane' || name === 'classes') {
      this.#layOut();
      this.#watch();
    } else if (name === 'colours') {
      this.#repaint();
    }
  }

  #changeLanes() {
    const shown = shownLanes(this.#settings);
    if (shown.join() !== this.#runner.lanes.map(({ id }) => id).join()) {
      this.#show(shown);
    }
  }

  /** @param {string[]} lanes in a new session */
  #show(lanes) {
    this.#chosen = undefined;
    this.#runner.show(lanes);
    this.#board.showLanes();
    this.#charts.showLanes();
    this.#showLanes();
  }

  #setProxies() {
    setProxies(this.#runner, this.#settings);
  }

  #showLanes() {
    const { lanes } = this.#runner;
    this.#lanes.show();
    this.#inspector.offer(lanes.map(({ id }) => id));
    this.#code.offer(lanes.map(({ id }) => id));
    this.#repaint();
  }

  /** Bytes are inspected only while the inspector or their classes are visible, since that costs CPU. */
  #watch() {
    const pane = this.#settings.text('pane');
    if (pane === 'code') {
      void this.#code.load();
    }
    const seen = pane === 'bytes' || (pane === 'charts' && this.#settings.text('classes') !== '');
    this.#runner.watch(seen, () => this.#inspector.changed());
  }

  #pace() {
    this.#pacing.every = this.#settings.number('poll');
    this.#pacing.wait = Math.round(this.#settings.number('wait'));
    this.#pacing.rest = this.#settings.number('rest');
  }

  #repaint() {
    this.#lanes.repaint();
    // After the other listeners have changed the colours.
    queueMicrotask(() => this.#charts.redraw());
  }

  get #isPaused() {
    return this.#settings.text('paused') === 'yes';
  }

  /** @param {boolean} paused */
  #pause(paused) {
    this.#settings.set('paused', paused ? 'yes' : 'no');
  }

  #setPaused() {
    const paused = this.#isPaused;
    this.#step = undefined;
    this.#clock.setPaused(paused, performance.now());
    this.#controls.setPaused(paused);
    this.#pausePublishing();
  }

  /** One moment's messages, and time runs until they have arrived everywhere. */
  async #takeStep() {
    this.#pause(true);
    this.#step = performance.now();
    this.#clock.setPaused(false, this.#step);
    await this.#publisher.step();
  }

  /** @param {number} now */
  #endStep(now) {
    if (this.#step === undefined || now - this.#step < 300) {
      return;
    }
    let onItsWay = false;
    for (const heat of this.#heats.newestFirst()) {
      if (heat.due < this.#step) {
        break;
      }
      onItsWay ||= heat.failed === undefined && !this.#heats.isEverywhere(heat, now);
    }
    // In slow motion the step is seen after it was taken.
    const replay = this.#clock.speed === 1 ? 0 : this.#settings.number('span') * 1000 * LONGEST_REPLAY;
    const isSeen = this.#clock.speed === 1 || this.#clock.hasReplayed(this.#step);
    if ((!onItsWay && isSeen) || now - this.#step > LONGEST_STEP + replay) {
      this.#step = undefined;
      this.#clock.setPaused(true, now);
    }
  }

  /** @param {import('./lane.js').Lane} wire */
  #showCode = (wire) => {
    this.#code.choose(wire.id);
    this.#settings.set('pane', 'code');
    void this.#code.load();
    this.#code.element.scrollIntoView({ block: 'nearest' });
  };

  /**
   * @param {import('./lane.js').Lane} wire
   * @param {import('./heats.js').Heat | undefined} heat
   */
  #choose = (wire, heat) => {
    this.#chosen = heat;
    this.#settings.set('pane', 'bytes');
    this.#inspector.look(wire.id, heat?.cursor);
    this.#inspector.element.scrollIntoView({ block: 'nearest' });
  };
}
