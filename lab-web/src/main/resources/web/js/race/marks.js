// @ts-check

/** Pixels: the lab's rail from the top, the bytes along the bottom, above them this page's rail, what is kept free at the right. */
export const TOP = 13;
export const INK = 22;
export const BOTTOM = 15 + INK;
export const RIGHT = 10;
export const DOT = 4.5;
/** A round trip is drawn at least this wide, so that it is seen to go and come. */
const LEAST_TRIP = 5;
const SMALL_DOT = 1.5;
/** How thick the line of an open connection is. */
const CONNECTION = 3;
/** Messages that wait are drawn beneath each other, so many times. */
const LEVELS = 6;
/** What travels for fewer pixels is drawn as if it took no time. */
const LEAST_TRAVEL = 2;

/**
 * How far a lane moves while bytes travel, in pixels.
 *
 * @typedef {object} Transit
 * @property {number} up to the lab
 * @property {number} down to this page
 */

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
 * The marks of one lane on one canvas, at places in its pixels. Nearly all is rectangles on whole pixels: without a graphics
 * card those cost a tenth of what paths do.
 */
export class Marks {
  /** @type {Paint} */
  paint = { wire: '', ink: '', soft: '', line: '', ground: '' };
  /** How high the canvas is. */
  height = 0;
  #dots = new Path2D();

  /** @param {CanvasRenderingContext2D} context */
  constructor(context) {
    this.context = context;
  }

  /** Where this page's rail is. */
  get low() {
    return this.height - BOTTOM;
  }

  /**
   * A period in which the lab could send at any moment.
   *
   * @param {number} left
   * @param {number} right
   */
  held(left, right) {
    this.context.fillStyle = this.paint.wire;
    this.context.globalAlpha = 0.13;
    this.context.fillRect(left, TOP, right - left, this.low - TOP);
    this.context.globalAlpha = 1;
  }

  /**
   * A period in which a TCP connection was open, whether the lab could send on it or not.
   *
   * @param {number} left
   * @param {number} right
   */
  connection(left, right) {
    this.context.fillStyle = this.paint.wire;
    this.context.globalAlpha = 0.6;
    this.context.fillRect(left, TOP - CONNECTION, right - left, CONNECTION);
    this.context.globalAlpha = 1;
  }

  /**
   * A request and its answer: up, along the lab, and down when it is over. One that brought nothing gets a ring.
   *
   * @param {import('../transports/contract.js').Exchange} exchange
   * @param {number} begun
   * @param {number} ended or how far it has come
   * @param {boolean} isOver
   * @param {Transit} transit
   */
  trip(exchange, begun, ended, isOver, transit) {
    const right = Math.round(ended);
    const left = Math.min(Math.round(begun), right - LEAST_TRIP);
    const isPoll = exchange.kind === 'poll';
    const travels = transit.up + transit.down > LEAST_TRAVEL;
    // A poll is held from when it is there until its answer leaves.
    const there = Math.min(right, left + transit.up);
    const leaves = isOver ? Math.max(there, right - transit.down) : right;
    if (isPoll && (!isOver || exchange.events > 0)) {
      this.held(there, leaves);
    }
    this.context.globalAlpha = exchange.failed ? 0.3 : 0.85;
    if (travels) {
      this.#travel(left, right, isOver, transit, isPoll ? [] : [2, 2]);
    } else if (isPoll) {
      this.#poll(left, right, isOver);
    } else {
      this.#command(left, right, isOver);
    }
    this.context.globalAlpha = 1;
    if (isPoll && isOver && exchange.events === 0) {
      this.#ring((right + Math.max(left, right - LEAST_TRIP)) / 2);
    }
  }

  /**
   * A request that travels to the lab, is there, and whose answer travels back.
   *
   * @param {number} left
   * @param {number} right
   * @param {boolean} isOver
   * @param {Transit} transit
   * @param {number[]} dashes
   */
  #travel(left, right, isOver, { up, down }, dashes) {
    const { context, low } = this;
    // A clock that is read late must not turn it round.
    const shrink = isOver ? Math.min(1, (right - left) / (up + down)) : 1;
    context.strokeStyle = this.paint.wire;
    context.lineWidth = 1.25;
    context.setLineDash(dashes);
    context.beginPath();
    context.moveTo(left, low);
    if (!isOver && right - left < up) {
      context.lineTo(right, low - ((right - left) / up) * (low - TOP));
    } else {
      context.lineTo(left + up * shrink, TOP);
      context.lineTo(isOver ? right - down * shrink : right, TOP);
      if (isOver) {
        context.lineTo(right, low);
      }
    }
    context.stroke();
    context.setLineDash([]);
  }

  /**
   * @param {number} left
   * @param {number} right
   * @param {boolean} isOver
   */
  #poll(left, right, isOver) {
    const { context, low } = this;
    context.fillStyle = this.paint.wire;
    context.fillRect(left, TOP, 1, low - TOP);
    context.fillRect(left, TOP, right - left, 1);
    if (isOver) {
      context.fillRect(right - 1, TOP, 1, low - TOP);
    }
  }

  /**
   * @param {number} left
   * @param {number} right
   * @param {boolean} isOver
   */
  #command(left, right, isOver) {
    const { context, low } = this;
    context.strokeStyle = this.paint.wire;
    context.lineWidth = 1;
    context.setLineDash([2, 2]);
    context.beginPath();
    context.moveTo(left + 0.5, low);
    context.lineTo(left + 0.5, TOP + 0.5);
    context.lineTo(right - 0.5, TOP + 0.5);
    if (isOver) {
      context.lineTo(right - 0.5, low);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /**
   * Bytes that crossed the lab's sockets in a period, as areas along the bottom: what the lab sent upon what it received.
   *
   * @param {number} left
   * @param {number} right
   * @param {number} up pixels in height
   * @param {number} down pixels in height
   */
  bytes(left, right, up, down) {
    const { context, height } = this;
    context.fillStyle = this.paint.wire;
    context.fillRect(left, height - up, right - left, up);
    context.globalAlpha = 0.5;
    context.fillRect(left, height - up - down, right - left, down);
    context.globalAlpha = 1;
  }

  /** @param {number} x */
  #ring(x) {
    const { context, low } = this;
    context.fillStyle = this.paint.ground;
    context.strokeStyle = this.paint.wire;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(x, low, 3.5, 0, 7);
    context.fill();
    context.stroke();
  }

  /**
   * A message's way: down to a height of its own, along, and on down; one that came at once just comes down.
   *
   * @param {number} number the message's, which gives it its height
   * @param {number} due
   * @param {number} sent where this page sent it, if it was late
   * @param {number} at where it arrived, or how far it has come
   * @param {boolean} arrived
   * @param {boolean} many whether it is one of many, and drawn thin
   * @param {number} down how far the lane moves while it travels to this page, in pixels
   * @param {boolean} leaves whether the lab sends it at once
   * @returns {number} the height of its end
   */
  message(number, due, sent, at, arrived, many, down, leaves) {
    const { context, low } = this;
    const y = Math.round(TOP + 4 + (number % LEVELS) * ((low - TOP - 14) / LEVELS));
    let end = arrived ? low : y;
    context.fillStyle = this.paint.wire;
    const thick = many ? 1 : 2;
    if (down > LEAST_TRAVEL && arrived) {
      this.#descend(due, Math.max(due, at - down), at, y, low, thick);
    } else if (down > LEAST_TRAVEL && leaves && at - due < down) {
      end = TOP + ((at - due) / down) * (low - TOP);
      this.#descend(due, due, at, TOP, end, thick);
    } else {
      this.#way(Math.round(due), Math.round(at), y, end, thick);
    }
    if (sent - due > 1) {
      // What the page was late is not the transport's.
      this.context.fillStyle = this.paint.soft;
      this.#way(Math.round(due), Math.round(Math.min(sent, at)), y, y, thick);
      this.context.fillStyle = this.paint.wire;
    }
    if (many) {
      context.fillRect(Math.round(at - SMALL_DOT), end - SMALL_DOT, 2 * SMALL_DOT, 2 * SMALL_DOT);
    } else {
      const radius = arrived ? DOT : DOT - 1;
      this.#dots.moveTo(at + radius, end);
      this.#dots.arc(at, end, radius, 0, 7);
    }
    return end;
  }

  /**
   * A message that waits at the lab and then travels.
   *
   * @param {number} due
   * @param {number} leaves when it begins to travel
   * @param {number} at where it has come
   * @param {number} y the height at which it waits
   * @param {number} end the height to which it has come
   * @param {number} thick
   */
  #descend(due, leaves, at, y, end, thick) {
    const { context } = this;
    const waits = leaves - due > LEAST_TRAVEL;
    context.strokeStyle = this.paint.wire;
    context.lineWidth = thick;
    context.beginPath();
    context.moveTo(due, TOP);
    if (waits) {
      context.lineTo(due, y);
      context.lineTo(leaves, y);
    }
    context.lineTo(at, end);
    context.stroke();
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {number} y
   * @param {number} end
   * @param {number} thick
   */
  #way(from, to, y, end, thick) {
    const { context } = this;
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

  /** Draws the dots of the messages, all at once. */
  dots() {
    this.context.fillStyle = this.paint.wire;
    this.context.fill(this.#dots);
    this.#dots = new Path2D();
  }
}
