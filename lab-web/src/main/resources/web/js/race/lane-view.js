// @ts-check
import { maybe, n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { readableBytes } from '../text.js';
import { stateText, transportAbout, transportLabel } from '../words.js';
import { resolveColours } from './colours.js';
import { faultButtons } from './faults.js';
import { comparesClocks } from './heats.js';
import { isPageLate } from './page-lag.js';
import { arrived, ascending, costs, percentile } from './statistics.js';
import { beyond, duration, Track } from './track.js';

/** The window of the figures, in milliseconds. */
export const FIGURES_OF = 30_000;
/** Characters of a message's text that name its mark. */
const SPOKEN = 40;
const FIGURES = /** @type {const} */ (['p50', 'p99', 'bytes', 'requests', 'payload']);
/** Names of a WebSocket's `readyState`. */
const READY_STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/** The lane of one transport: its name and state, its track, its figures. */
export class LaneView {
  #runner;
  #wire;
  #heats;
  #settings;
  /** @type {Map<string, HTMLElement>} */
  #figures = new Map();
  #state = h('p', { class: 'state' });
  #socket = h('p', { class: 'socket' });
  #short = h('p', { class: 'short' });
  #sentence = h('p', { class: 'cost' });
  #totals = h('p', { class: 'totals' });
  /** What can be done to its network, if there is one. @type {ReturnType<typeof faultButtons> | undefined} */
  #faults;
  /** What its messages of late have cost. @type {import('./statistics.js').Cost | undefined} */
  cost;

  /**
   * @param {import('./runner.js').Runner} runner
   * @param {import('./lane.js').Lane} wire
   * @param {import('./heats.js').Heats} heats
   * @param {import('../shell/settings.js').Settings} settings
   * @param {import('./lanes.js').LaneActions} actions
   */
  constructor(runner, wire, heats, settings, actions) {
    this.#runner = runner;
    this.#wire = wire;
    this.#heats = heats;
    this.#settings = settings;
    const name = transportLabel(wire.id);
    this.track = new Track(wire, t('race.picture', { transport: name }));
    this.track.element.addEventListener('click', (click) => {
      this.track.pointed = this.track.messageAt(click.offsetX, click.offsetY);
      actions.choose(wire, this.track.pointed);
    });
    this.track.element.addEventListener('keydown', (key) => this.#walk(key, actions));
    const open = h('button', { type: 'button', class: 'wire-name', title: t('race.openBytes', { transport: name }) }, name);
    open.addEventListener('click', () => actions.choose(wire, undefined));
    const code = button('open-code', t('race.code'), () => actions.code(wire));
    code.setAttribute('aria-label', t('race.openCode', { transport: name }));
    this.#faults = runner.link === '' ? undefined : faultButtons(wire, runner, settings);
    const figures = h('dl', { class: 'figures' }, ...FIGURES.map((figure) => this.#figure(figure)));
    this.element = h(
      'section',
      { class: 'wire', 'data-transport': wire.id, 'aria-label': name },
      h('div', { class: 'who', title: transportAbout(wire.id) }, h('h2', {}, open), code, ' ', this.#state, this.#short, this.#socket),
      h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, t('race.lab')), h('span', {}, t('race.you')), h('span', {}, t('race.ink'))),
      this.track.element,
      h('div', { class: 'numbers' }, figures, this.#sentence, this.#totals, ...(this.#faults ? [this.#faults.element] : [])),
    );
  }

  /** @param {typeof FIGURES[number]} figure */
  #figure(figure) {
    const value = h('dd', {}, '–');
    this.#figures.set(figure, value);
    const term = h('dt', { title: t(`race.${figure}Hint`, { seconds: FIGURES_OF / 1000 }) }, t(`race.${figure}`));
    return h('div', { class: figure, 'data-figure': figure }, term, value);
  }

  /**
   * The arrows go from message to message in the picture, Enter shows the bytes of one.
   *
   * @param {KeyboardEvent} key
   * @param {import('./lanes.js').LaneActions} actions
   */
  #walk(key, actions) {
    if (key.key === 'Enter' || key.key === ' ') {
      key.preventDefault();
      actions.choose(this.#wire, this.track.pointed);
      return;
    }
    const heat = this.track.walk(key.key);
    if (heat !== undefined) {
      key.preventDefault();
      actions.point(heat);
      const { element } = this.track;
      const took = duration(heat.arrivals[this.#wire.index] - heat.due);
      element.ariaValueText = t('race.mark', { from: heat.from, text: heat.text.slice(0, SPOKEN), took });
    }
  }

  /** Colours as the page has them now. */
  repaint() {
    const colours = resolveColours(this.element, ['--wire', '--ink', '--soft', '--line', '--panel']);
    this.track.setPaint({
      wire: colours['--wire'],
      ink: colours['--ink'],
      soft: colours['--soft'],
      line: colours['--line'],
      ground: colours['--panel'],
    });
  }

  /**
   * Updates texts and figures.
   *
   * @param {number} now the time that the lanes show
   */
  update(now) {
    const { state } = this.#wire;
    if (this.#state.dataset.state !== state.name) {
      this.#state.dataset.state = state.name;
    }
    setText(this.#state, stateText(state, this.#wire.id));
    setText(
      this.#short,
      maybe(`transport.${this.#wire.id}.short`, {
        poll: duration(this.#settings.number('poll')),
        wait: n(this.#settings.number('wait')),
      }) ?? '',
    );
    const socket = this.#wire.link?.look?.();
    setText(
      this.#socket,
      socket !== undefined
        ? t('race.socket', { state: READY_STATES[socket.readyState], buffered: n(socket.bufferedAmount) })
        : '',
    );
    this.#faults?.update();
    this.#updateFigures(now);
  }

  /** @param {number} now */
  #updateFigures(now) {
    const { index, labTimed } = this.#wire;
    const { offset, since } = this.#runner;
    const heats = arrived(this.#heats.newestFirst(), index, now - FIGURES_OF, now, since);
    const error = heats.some((heat) => comparesClocks(heat, labTimed)) ? offset.error : 0;
    const latencies = ascending(heats.map((heat) => Math.max(error, heat.arrivals[index] - heat.due)));
    const own = ascending(heats.map((heat) => heat.own[index]));
    this.#showLatency('p50', percentile(latencies, 0.5), percentile(own, 0.5), error);
    this.#showLatency('p99', percentile(latencies, 0.99), percentile(own, 0.99), error);
    let first;
    let last;
    for (const reading of this.#wire.readings.newestFirst()) {
      if (reading.at > now) {
        continue;
      }
      last ??= reading;
      if ((reading.asked ?? reading.at) < Math.max(now - FIGURES_OF, since)) {
        break;
      }
      first = reading;
    }
    const cost = costs(first, last);
    this.cost = cost;
    this.#show('bytes', cost?.bytes, (bytes) => n(Math.round(bytes)));
    this.#show('requests', cost?.requests, (requests) => n(requests, { maximumFractionDigits: requests < 10 ? 2 : 0 }));
    this.#show('payload', cost?.payload, (share) => n(share, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }));
    const newest = this.#wire.readings.at(-1);
    if (newest !== undefined) {
      const { bytesIn, bytesOut, requests } = newest.meters;
      this.#totals.dataset.payload = String(newest.payload);
      setText(this.#totals, t('race.totals', { up: readableBytes(bytesIn), down: readableBytes(bytesOut), requests: n(requests) }));
      this.#totals.dataset.up = String(bytesIn);
      this.#totals.dataset.down = String(bytesOut);
      this.#totals.dataset.requests = String(requests);
    }
  }

  /**
   * Says in words what a message costs.
   *
   * @param {number | undefined} lightest bytes per message of the lane that has the fewest
   */
  describe(lightest) {
    setText(this.#sentence, this.cost === undefined || lightest === undefined ? '' : costText(this.cost, lightest));
  }

  /**
   * @param {'p50' | 'p99'} figure
   * @param {number | undefined} latency
   * @param {number | undefined} own how much of it is the page's own
   * @param {number} error of the clocks' comparison
   */
  #showLatency(figure, latency, own, error) {
    this.#show(figure, latency, (value) => (value > error ? duration(value) : beyond(0, error)));
    const field = /** @type {HTMLElement} */ (this.#figures.get(figure));
    const isLate = isPageLate(own, latency);
    field.classList.toggle('late', isLate);
    field.title = isLate ? t('race.pageLate', { late: duration(own ?? 0) }) : '';
  }

  /**
   * @param {typeof FIGURES[number]} figure
   * @param {number | undefined} value
   * @param {(value: number) => string} written
   */
  #show(figure, value, written) {
    const field = /** @type {HTMLElement} */ (this.#figures.get(figure));
    setText(field, value === undefined ? '–' : written(value));
    field.dataset.value = value === undefined ? '' : String(value);
  }
}

/**
 * What a message costs, in words.
 *
 * @param {import('./statistics.js').Cost} cost
 * @param {number} lightest bytes per message of the lane that has the fewest
 */
export function costText({ bytes, requests, empty }, lightest) {
  const asked =
    requests < 0.01
      ? t('race.cost.pushed')
      : t(empty < 0.01 ? 'race.cost.requests' : 'race.cost.empty', {
          requests: n(requests, { maximumSignificantDigits: 2 }),
          share: n(empty, { style: 'percent', maximumFractionDigits: 0 }),
        });
  const times = bytes / lightest;
  const weight =
    times < 1.05 ? t('race.cost.lightest') : t('race.cost.times', { times: n(times, { maximumSignificantDigits: 2 }) });
  return t('race.cost', { asked, weight });
}

/**
 * Sets a text only if it differs, to spare the browser work.
 *
 * @param {HTMLElement} field
 * @param {string} text
 */
export function setText(field, text) {
  if (field.textContent !== text) {
    field.textContent = text;
  }
}
