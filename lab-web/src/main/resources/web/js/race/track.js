// @ts-check
import { n } from '../i18n/index.js';
import { isOnItsWay, LONGEST_WAIT } from './heats.js';

/** Pixels: the lab's rail from the top, this page's from the bottom, what is kept free at the right for now. */
const TOP = 13;
const BOTTOM = 15;
const RIGHT = 10;
const DOT = 4.5;
/** A round trip is drawn at least this wide, so that it is seen to go and come. */
const LEAST_TRIP = 5;
/** From so many messages in a lane on, lines are thin and dots small. */
const MANY = 60;
const SMALL_DOT = 1.5;
/** Messages that wait are drawn beneath each other, so many times. */
const LEVELS = 6;
/** Pixels between two latencies that are written beside their marks. */
const LABEL_ROOM = 54;

/**
 * What a track looks like: colours are of CSS.
 *
 * @typedef {object} Paint
 * @property {string} wire
 * @property {string} ink
 * @property {string} soft
 * @property {string} line
 * @property {string} ground
 */

/**
 * An exchange as far as it is seen, in pixels.
 *
 * @typedef {object} Trip
 * @property {import('../transports/contract.js').Exchange} exchange
 * @property {number} left
 * @property {number} right
 * @property {boolean} isOver
 */

/**
 * One lane's picture: time runs to the right and now is at its right end. The upper rail is the lab, the lower one this page.
 * A message waits along the upper rail from when it was due, and comes down when it arrived. A request goes up and its
 * answer comes down: narrow when the lab answers at once, wide when it holds; hollow when it brought nothing.
 *
 * It is drawn anew with every frame, so nearly all of it is rectangles on whole pixels: without a graphics card those cost a
 * tenth of what paths do.
 */
export class Track {
  #canvas;
  #context;
  #wire;
  #width = 0;
  #height = 0;
  /** @type {Paint} */
  #paint = { wire: '', ink: '', soft: '', line: '', ground: '' };
  #now = 0;
  #span = 1;
  /** @type {import('./heats.js').Heat[]} */
  #seen = [];

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import('./wire.js').Wire} wire
   */
  constructor(canvas, wire) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.#wire = wire;
    new ResizeObserver(() => this.#resize()).observe(canvas);
  }

  /** @param {Paint} paint */
  setPaint(paint) {
    this.#paint = paint;
  }

  #resize() {
    const { clientWidth, clientHeight } = this.#canvas;
    this.#width = clientWidth;
    this.#height = clientHeight;
    this.#canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.#canvas.height = Math.round(clientHeight * devicePixelRatio);
  }

  /** @param {number} at */
  #x(at) {
    return this.#width - RIGHT - ((this.#now - at) / this.#span) * (this.#width - RIGHT);
  }

  /**
   * @param {number} now the moment at the right end
   * @param {number} span milliseconds that the lane shows
   * @param {import('./heats.js').Heat[]} seen what may be in it, the newest first
   * @param {import('./heats.js').Heat | undefined} chosen
   */
  draw(now, span, seen, chosen) {
    this.#now = now;
    this.#span = span;
    this.#seen = seen;
    const context = this.#context;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.#width, this.#height);
    this.#drawSeconds();
    this.#drawConnections();
    this.#drawRails();
    this.#drawExchanges();
    this.#drawMessages(chosen);
  }

  get #low() {
    return this.#height - BOTTOM;
  }

  #drawSeconds() {
    const context = this.#context;
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((one) => this.#span / one <= 12) ?? 20_000;
    context.strokeStyle = this.#paint.line;
    context.lineWidth = 1;
    context.globalAlpha = 0.6;
    context.beginPath();
    for (let at = Math.floor(this.#now / step) * step; at > this.#now - this.#span; at -= step) {
      const x = Math.round(this.#x(at)) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, this.#height);
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  #drawRails() {
    const context = this.#context;
    context.strokeStyle = this.#paint.soft;
    context.lineWidth = 1;
    context.beginPath();
    for (const y of [TOP, this.#low]) {
      context.moveTo(0, Math.round(y) + 0.5);
      context.lineTo(this.#width, Math.round(y) + 0.5);
    }
    context.stroke();
  }

  /** A connection that stands fills the lane. */
  #drawConnections() {
    const context = this.#context;
    context.fillStyle = this.#paint.wire;
    context.globalAlpha = 0.13;
    for (const { from, to = Infinity } of this.#wire.spans) {
      if (to > this.#now - this.#span && from < this.#now) {
        const left = Math.max(0, this.#x(from));
        context.fillRect(left, TOP, this.#x(Math.min(to, this.#now)) - left, this.#low - TOP);
      }
    }
    context.globalAlpha = 1;
  }

  #drawExchanges() {
    const context = this.#context;
    const trips = this.#trips();
    context.fillStyle = this.#paint.wire;
    context.globalAlpha = 0.13;
    for (const { exchange, left, right, isOver } of trips) {
      if (exchange.kind === 'poll' && (!isOver || exchange.events > 0)) {
        context.fillRect(left, TOP, right - left, this.#low - TOP);
      }
    }
    for (const trip of trips) {
      context.globalAlpha = trip.exchange.failed ? 0.3 : 0.85;
      if (trip.exchange.kind === 'command') {
        this.#drawCommand(trip);
      } else {
        this.#drawPoll(trip);
      }
    }
    context.globalAlpha = 1;
    this.#drawRings(trips.filter(({ exchange, isOver }) => isOver && exchange.kind === 'poll' && exchange.events === 0));
  }

  /** @returns {Trip[]} what is seen of requests and their answers */
  #trips() {
    const trips = [];
    for (const exchange of this.#wire.exchanges.newestFirst()) {
      const { begun, ended = Infinity } = exchange;
      if (begun < this.#now - this.#span - LONGEST_WAIT) {
        break;
      }
      if (begun <= this.#now && ended > this.#now - this.#span) {
        const right = Math.round(this.#x(Math.min(ended, this.#now)));
        const left = Math.min(Math.round(this.#x(begun)), right - LEAST_TRIP);
        trips.push({ exchange, left, right, isOver: ended <= this.#now });
      }
    }
    return trips;
  }

  /** @param {Trip} trip up, along the lab, and down when it is over */
  #drawPoll({ left, right, isOver }) {
    const context = this.#context;
    context.fillRect(left, TOP, 1, this.#low - TOP);
    context.fillRect(left, TOP, right - left, 1);
    if (isOver) {
      context.fillRect(right - 1, TOP, 1, this.#low - TOP);
    }
  }

  /** @param {Trip} trip the same in dashes */
  #drawCommand({ left, right, isOver }) {
    const context = this.#context;
    context.strokeStyle = this.#paint.wire;
    context.lineWidth = 1;
    context.setLineDash([2, 2]);
    context.beginPath();
    context.moveTo(left + 0.5, this.#low);
    context.lineTo(left + 0.5, TOP + 0.5);
    context.lineTo(right - 0.5, TOP + 0.5);
    if (isOver) {
      context.lineTo(right - 0.5, this.#low);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {Trip[]} trips that brought nothing */
  #drawRings(trips) {
    const context = this.#context;
    const rings = new Path2D();
    for (const { left, right } of trips) {
      const x = (right + Math.max(left, right - LEAST_TRIP)) / 2;
      rings.moveTo(x + 3.5, this.#low);
      rings.arc(x, this.#low, 3.5, 0, 7);
    }
    context.fillStyle = this.#paint.ground;
    context.strokeStyle = this.#paint.wire;
    context.lineWidth = 1.5;
    context.fill(rings);
    context.stroke(rings);
  }

  /** @param {import('./heats.js').Heat | undefined} chosen */
  #drawMessages(chosen) {
    const context = this.#context;
    const { index } = this.#wire;
    const low = this.#low;
    const many = this.#seen.length > MANY;
    const dots = new Path2D();
    /** @type {{x: number, took: number}[]} of those that came together, the one that waited longest */
    const labels = [];
    let waiting = 0;
    let labelAt = Infinity;
    context.fillStyle = this.#paint.wire;
    for (const heat of this.#seen) {
      const onItsWay = isOnItsWay(heat, index, this.#now);
      const at = onItsWay ? this.#now : heat.arrivals[index];
      if (Number.isNaN(at) || at < this.#now - this.#span) {
        continue;
      }
      const x = this.#x(at);
      const y = Math.round(TOP + 4 + (heat.number % LEVELS) * ((low - TOP - 14) / LEVELS));
      this.#drawBar(Math.round(this.#x(heat.due)), Math.round(x), y, onItsWay ? y : low, many ? 1 : 2);
      if (many) {
        context.fillRect(Math.round(x - SMALL_DOT), (onItsWay ? y : low) - SMALL_DOT, 2 * SMALL_DOT, 2 * SMALL_DOT);
      } else {
        const radius = onItsWay ? DOT - 1 : DOT;
        dots.moveTo(x + radius, onItsWay ? y : low);
        dots.arc(x, onItsWay ? y : low, radius, 0, 7);
      }
      if (onItsWay) {
        waiting++;
      } else {
        const took = at - heat.due;
        const last = labels.at(-1);
        if (last !== undefined && last.x - x < DOT) {
          last.took = Math.max(last.took, took);
        } else if (labelAt - x > LABEL_ROOM) {
          labels.push({ x, took });
          labelAt = x;
        }
      }
      if (heat === chosen) {
        this.#drawChosen(x, onItsWay ? y : low);
        context.fillStyle = this.#paint.wire;
      }
    }
    context.fill(dots);
    this.#write(labels, waiting);
  }

  /**
   * A message's way: down to a height of its own, along, and on down; one that came at once just comes down.
   *
   * @param {number} from
   * @param {number} to
   * @param {number} y
   * @param {number} end
   * @param {number} thick
   */
  #drawBar(from, to, y, end, thick) {
    const context = this.#context;
    const left = to - from > 1 ? from : to;
    const half = thick >> 1;
    if (left < to) {
      context.fillRect(left - half, TOP, thick, y - TOP);
      context.fillRect(left - half, y - half, to - left + thick, thick);
      context.fillRect(to - half, y, thick, end - y);
    } else {
      context.fillRect(to - half, TOP, thick, end - TOP);
    }
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #drawChosen(x, y) {
    const context = this.#context;
    context.strokeStyle = this.#paint.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, DOT + 3, 0, 7);
    context.stroke();
  }

  /**
   * @param {{x: number, took: number}[]} labels
   * @param {number} waiting
   */
  #write(labels, waiting) {
    const context = this.#context;
    context.font = '600 11px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
    context.fillStyle = this.#paint.ink;
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    for (const { x, took } of labels) {
      context.fillText(duration(took), Math.min(x + 3, this.#width - 2), this.#height);
    }
    if (waiting > 1) {
      context.textBaseline = 'top';
      context.fillText(n(waiting), this.#width - RIGHT - 8, 0);
    }
  }

  /**
   * The message whose mark is nearest to a place, if one is near.
   *
   * @param {number} x
   * @param {number} y
   */
  messageAt(x, y) {
    let best;
    let nearest = 14;
    for (const heat of this.#seen) {
      const onItsWay = isOnItsWay(heat, this.#wire.index, this.#now);
      const at = onItsWay ? this.#now : heat.arrivals[this.#wire.index];
      const away = Math.hypot(this.#x(at) - x, onItsWay ? 0 : Math.min(0, y - this.#low + 20));
      if (away < nearest) {
        nearest = away;
        best = heat;
      }
    }
    return best;
  }
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds >= 1000) {
    return `${n(milliseconds / 1000, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`;
  }
  return `${n(milliseconds, { maximumFractionDigits: milliseconds < 10 ? 1 : 0 })} ms`;
}
