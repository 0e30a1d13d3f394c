// @ts-check
import { n, t } from '../i18n/index.js';
import { h } from '../parts.js';
import { readableBytes } from '../text.js';
import { transportLabel } from '../words.js';
import { delayText, timeText } from './delay-text.js';
import { bytesOf, histogram, initials, isAway, laneOf, MARKS, median, position, stack } from './distribution.js';

/** Parts of the axis in which arrivals are counted. */
const PARTS = 60;
/** The share of a lane at its left where dots are that have reported nothing, and where the axis begins. */
const WAITING = 0.1;
/** Pixels of a dot, and of one where there are many. */
const DOT = 28;
const SMALL_DOT = 14;
/** Dots of the usual size in one lane. */
const MOST_LARGE = 16;

/** One transport on the wall: a dot for each phone, and the distribution of all arrivals of the round. */
export class WallLane {
  #count = h('p', { class: 'lane-count' });
  #figures = h('p', { class: 'lane-figures' });
  #bytes = h('p', { class: 'lane-bytes' });
  #bars = h('div', { class: 'bars' });
  #dots = h('div', { class: 'dots' });
  #strip = h('div', { class: 'strip', role: 'img' }, this.#bars, this.#dots);
  /** @type {Map<string, HTMLElement>} */
  #byName = new Map();
  element;

  /** @param {string} id the transport's */
  constructor(id) {
    this.id = id;
    this.element = h(
      'article',
      { class: 'class-lane', 'data-transport': id },
      h('div', { class: 'about' }, h('h3', {}, transportLabel(id)), this.#count, this.#figures, this.#bytes),
      this.#strip,
    );
  }

  /**
   * @param {import('./wall-api.js').Pupil[]} pupils those with this transport
   * @param {import('./wall-api.js').ClassState} state
   */
  update(pupils, { round, traffic }) {
    const lane = laneOf(pupils);
    this.element.classList.toggle('empty', pupils.length === 0);
    const { p50, p95, most, error = 0 } = lane;
    this.#count.textContent =
      t('classroom.wall.phones', { count: n(lane.pupils) }) +
      (lane.away > 0 ? ` ${t('classroom.wall.away', { count: n(lane.away) })}` : '') +
      (lane.error === undefined ? '' : ` ${t('classroom.wall.error', { error: timeText(error) })}`);
    if (p50 === undefined || p95 === undefined || most === undefined) {
      this.#figures.textContent = '';
    } else if (round.kind === 'cut') {
      this.#figures.textContent = t('classroom.wall.back', {
        back: n(lane.reported),
        count: n(lane.pupils),
        p50: delayText(p50, error),
        most: delayText(most, error),
      });
    } else {
      this.#figures.textContent = t('classroom.wall.figures', { p50: delayText(p50, error), p95: delayText(p95, error) });
    }
    this.#figures.dataset.p50 = String(p50 ?? '');
    const { bytes, perEvent } = bytesOf(traffic[this.id]);
    this.#bytes.textContent =
      perEvent === undefined
        ? readableBytes(bytes)
        : t('classroom.wall.bytes', { bytes: readableBytes(bytes), each: readableBytes(Math.round(perEvent)) });
    this.#strip.ariaLabel = `${transportLabel(this.id)}: ${this.#count.textContent} ${this.#figures.textContent}`;
    this.#drawBars(lane.delays);
    this.#drawDots(pupils);
  }

  /** @param {number[]} delays */
  #drawBars(delays) {
    const counts = histogram(delays, PARTS);
    const most = Math.max(1, ...counts);
    while (this.#bars.childElementCount < PARTS) {
      this.#bars.append(h('i'));
    }
    counts.forEach((count, part) => {
      const bar = /** @type {HTMLElement} */ (this.#bars.children[part]);
      bar.style.left = share(onStrip(part / PARTS));
      bar.style.width = share((1 - WAITING) / PARTS);
      bar.style.height = share(count / most);
    });
  }

  /** @param {import('./wall-api.js').Pupil[]} pupils */
  #drawDots(pupils) {
    const { clientWidth, clientHeight } = this.#strip;
    const size = pupils.length > MOST_LARGE ? SMALL_DOT : DOT;
    const rows = Math.max(1, Math.floor(clientHeight / size));
    const width = size / Math.max(size, clientWidth);
    const placed = pupils
      .map((pupil) => {
        const middle = median(pupil.delays);
        return { pupil, middle, at: middle === undefined ? 0 : onStrip(position(middle)) };
      })
      .sort((one, other) => one.at - other.at);
    const stacked = stack(
      placed.map(({ at }) => at),
      width,
      rows,
    );
    const gone = new Set(this.#byName.keys());
    placed.forEach(({ pupil, middle, at }, index) => {
      gone.delete(pupil.user);
      const dot = this.#dot(pupil.user);
      // Those that wait stand beside each other, as far as there is room.
      const waits = middle === undefined;
      dot.classList.toggle('waits', waits);
      dot.classList.toggle('away', isAway(pupil));
      dot.classList.toggle('mini', size === SMALL_DOT);
      dot.textContent = size === SMALL_DOT ? '' : initials(pupil.user);
      const beside = waits ? Math.min(WAITING - width, Math.floor(index / rows) * width) : at;
      dot.style.left = share(Math.min(1 - width, beside));
      dot.style.bottom = `${stacked[index] * size}px`;
      dot.title = waits ? pupil.user : `${pupil.user}: ${delayText(middle, pupil.error)}`;
      dot.dataset.delay = waits ? '' : String(middle);
    });
    gone.forEach((user) => {
      this.#byName.get(user)?.remove();
      this.#byName.delete(user);
    });
  }

  /** @param {string} user */
  #dot(user) {
    let dot = this.#byName.get(user);
    if (dot === undefined) {
      dot = h('span', { class: 'dot', 'data-user': user });
      this.#byName.set(user, dot);
      this.#dots.append(dot);
    }
    return dot;
  }
}

/** The marks of the axis below all lanes. */
export function axis() {
  const marks = MARKS.map((mark) => {
    const label = h('span', {}, timeText(mark));
    label.style.left = share(onStrip(position(mark)));
    return label;
  });
  const waiting = h('span', { class: 'waiting' }, t('classroom.wall.waiting'));
  return h('div', { class: 'class-axis' }, h('div', { class: 'about' }), h('div', { class: 'marks' }, waiting, ...marks));
}

/** @param {number} place on the axis, 0 to 1 */
const onStrip = (place) => WAITING + place * (1 - WAITING);

/** @param {number} part */
const share = (part) => `${Math.round(part * 10_000) / 100}%`;
