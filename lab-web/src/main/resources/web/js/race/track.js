// @ts-check
import { n } from '../i18n/index.js';
import { isOnItsWay } from './heats.js';

/** Pixels: the lab's rail from the top, this page's from the bottom, what is kept free at the right for now. */
const TOP = 13;
const BOTTOM = 15;
const RIGHT = 10;
const DOT = 4.5;
/** A round trip is drawn at least this wide, so that it is seen to go and come. */
const LEAST_TRIP = 5;
/** From so many messages in a lane on, lines are thin. */
const MANY = 60;
/** Messages that wait are drawn beneath each other, so many times. */
const LEVELS = 6;
/** Pixels between two latencies that are written beside their marks. */
const LABEL_ROOM = 54;
/** No message is drawn that was due longer ago than this, in milliseconds. */
const LONGEST_WAIT = 60_000;

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
 * One lane's picture: time runs to the right and now is at its right end. The upper rail is the lab, the lower one this page.
 * A message waits along the upper rail from when it was due, and comes down when it arrived. A request goes up and its
 * answer comes down: narrow when the lab answers at once, wide when it holds; hollow when it brought nothing.
 */
export class Track {
  #canvas;
  #context;
  #wire;
  #heats;
  #width = 0;
  #height = 0;
  /** @type {Paint} */
  #paint = { wire: '', ink: '', soft: '', line: '', ground: '' };
  #now = 0;
  #span = 1;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import('./wire.js').Wire} wire
   * @param {import('./heats.js').Heats} heats
   */
  constructor(canvas, wire, heats) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.#wire = wire;
    this.#heats = heats;
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
   * @param {import('./heats.js').Heat | undefined} chosen
   */
  draw(now, span, chosen) {
    this.#now = now;
    this.#span = span;
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
    for (const exchange of this.#wire.exchanges.newestFirst()) {
      const ended = exchange.ended ?? Infinity;
      if (exchange.begun < this.#now - this.#span - LONGEST_WAIT) {
        break;
      }
      if (exchange.begun <= this.#now && ended > this.#now - this.#span) {
        this.#drawExchange(exchange, ended);
      }
    }
  }

  /**
   * @param {import('../transports/contract.js').Exchange} exchange
   * @param {number} ended
   */
  #drawExchange({ kind, begun, events, failed }, ended) {
    const context = this.#context;
    const isOver = ended <= this.#now;
    const right = this.#x(Math.min(ended, this.#now));
    const left = Math.min(this.#x(begun), right - LEAST_TRIP);
    const low = this.#low;
    context.strokeStyle = this.#paint.wire;
    if (kind === 'command') {
      context.setLineDash([2, 2]);
    }
    if (kind === 'poll' && (!isOver || events > 0)) {
      context.fillStyle = this.#paint.wire;
      context.globalAlpha = 0.13;
      context.fillRect(left, TOP, right - left, low - TOP);
      context.globalAlpha = 1;
    }
    context.lineWidth = 1.25;
    context.globalAlpha = failed ? 0.3 : 0.85;
    context.beginPath();
    context.moveTo(left, low);
    context.lineTo(left, TOP + 3);
    context.quadraticCurveTo(left, TOP, Math.min(left + 3, (left + right) / 2), TOP);
    context.lineTo(Math.max(right - 3, (left + right) / 2), TOP);
    if (isOver) {
      context.quadraticCurveTo(right, TOP, right, TOP + 3);
      context.lineTo(right, low);
    } else {
      context.lineTo(right, TOP);
    }
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
    if (isOver && kind === 'poll' && events === 0) {
      context.fillStyle = this.#paint.ground;
      context.lineWidth = 1.5;
      context.beginPath();
      context.arc((right + Math.max(left, right - LEAST_TRIP)) / 2, low, 3.5, 0, 7);
      context.fill();
      context.stroke();
    }
  }

  /** @param {import('./heats.js').Heat | undefined} chosen */
  #drawMessages(chosen) {
    const context = this.#context;
    const { index } = this.#wire;
    const dots = new Path2D();
    const bars = new Path2D();
    /** @type {{x: number, took: number}[]} of those that came together, the one that waited longest */
    const labels = [];
    let waiting = 0;
    let drawn = 0;
    let labelAt = Infinity;
    for (const heat of this.#heats.newestFirst()) {
      if (heat.due > this.#now) {
        continue;
      }
      if (heat.due < this.#now - this.#span - LONGEST_WAIT) {
        break;
      }
      const onItsWay = isOnItsWay(heat, index, this.#now);
      const at = onItsWay ? this.#now : heat.arrivals[index];
      if (Number.isNaN(at) || at < this.#now - this.#span) {
        continue;
      }
      drawn++;
      const x = this.#x(at);
      const y = TOP + 4 + (heat.number % LEVELS) * ((this.#low - TOP - 14) / LEVELS);
      bars.moveTo(this.#x(heat.due), TOP);
      bars.lineTo(this.#x(heat.due), y);
      bars.lineTo(x, y);
      if (onItsWay) {
        waiting++;
        dots.moveTo(x + DOT - 1, y);
        dots.arc(x, y, DOT - 1, 0, 7);
      } else {
        bars.lineTo(x, this.#low);
        dots.moveTo(x + DOT, this.#low);
        dots.arc(x, this.#low, DOT, 0, 7);
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
        this.#drawChosen(x, onItsWay ? y : this.#low);
      }
    }
    context.strokeStyle = this.#paint.wire;
    context.fillStyle = this.#paint.wire;
    context.lineWidth = drawn > MANY ? 1 : 2;
    context.stroke(bars);
    context.fill(dots);
    this.#write(labels, waiting);
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
    for (const heat of this.#heats.newestFirst()) {
      if (heat.due < this.#now - this.#span - LONGEST_WAIT) {
        break;
      }
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
