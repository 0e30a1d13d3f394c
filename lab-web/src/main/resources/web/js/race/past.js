// @ts-check
import { h } from '../parts.js';
import { isOnItsWay, LONGEST_WAIT } from './heats.js';
import { Marks, RIGHT } from './marks.js';

/** From so many messages in a lane on, lines are thin and dots small. */
const MANY = 60;

/**
 * What is over in a lane: messages that have arrived and requests that were answered, each drawn once. The canvas is twice as
 * wide as the lane and moves to the left with time; when its end reaches the lane, it is drawn anew. So a frame costs
 * what happened since the last one, and not what is seen.
 */
export class Past {
  canvas = h('canvas', { class: 'past' });
  #wire;
  #marks;
  #width = 0;
  /** The parameters of the drawing; when they change, it is drawn anew. */
  #span = 0;
  #many = false;
  /** The time at the right end of the lane when drawing started. */
  #begun = NaN;
  /** @type {WeakSet<object>} */
  #drawn = new WeakSet();

  /** @param {import('./lane.js').Lane} wire */
  constructor(wire) {
    this.#wire = wire;
    this.#marks = new Marks(/** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d')));
  }

  /** @param {import('./marks.js').Paint} paint */
  setPaint(paint) {
    this.#marks.paint = paint;
    this.#begun = NaN;
  }

  /**
   * @param {number} width the lane's
   * @param {number} height
   */
  resize(width, height) {
    this.#width = Math.max(1, width - RIGHT);
    this.#marks.height = height;
    this.canvas.width = Math.round((2 * this.#width + RIGHT) * devicePixelRatio);
    this.canvas.height = Math.round(height * devicePixelRatio);
    this.canvas.style.width = `${2 * this.#width + RIGHT}px`;
    this.#begun = NaN;
  }

  /** @param {number} at */
  #x(at) {
    return ((at - this.#begun) / this.#span + 1) * this.#width;
  }

  /** How far the lane moves while bytes travel. */
  get #transit() {
    const { up, down } = this.#wire.transit;
    const scale = this.#width / this.#span;
    return { up: up * scale, down: down * scale };
  }

  /**
   * @param {number} now the moment at the lane's right end
   * @param {number} span milliseconds that the lane shows
   * @param {import('./heats.js').Heat[]} seen what may be in it
   * @returns {boolean} whether messages are drawn as of many
   */
  draw(now, span, seen) {
    const many = seen.length > MANY;
    if (span !== this.#span || many !== this.#many || !(now >= this.#begun && now <= this.#begun + span)) {
      this.#begin(now, span, many);
    }
    const left = now - span;
    this.#drawExchanges(now, left);
    for (const heat of seen) {
      const at = heat.arrivals[this.#wire.index];
      if (at >= left && !isOnItsWay(heat, this.#wire.index, now) && this.#isNew(heat)) {
        const { down } = this.#transit;
        this.#marks.message(heat.number, this.#x(heat.due), this.#x(heat.sent ?? heat.due), this.#x(at), true, many, down, false);
      }
    }
    this.#marks.dots();
    const moved = Math.round((this.#width - this.#x(now)) * devicePixelRatio) / devicePixelRatio;
    this.canvas.style.transform = `translateX(${moved}px)`;
    return many;
  }

  /**
   * @param {number} now
   * @param {number} left
   */
  #drawExchanges(now, left) {
    for (const exchange of this.#wire.exchanges.newestFirst()) {
      const { begun, ended = Infinity } = exchange;
      if (begun < left - LONGEST_WAIT) {
        break;
      }
      if (ended <= now && ended > left && this.#isNew(exchange)) {
        this.#marks.trip(exchange, this.#x(begun), this.#x(ended), true, this.#transit);
      }
    }
  }

  /** @param {object} mark */
  #isNew(mark) {
    const isNew = !this.#drawn.has(mark);
    this.#drawn.add(mark);
    return isNew;
  }

  /**
   * @param {number} now
   * @param {number} span
   * @param {boolean} many
   */
  #begin(now, span, many) {
    this.#span = span;
    this.#many = many;
    this.#begun = now;
    this.#drawn = new WeakSet();
    const { context } = this.#marks;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }
}
