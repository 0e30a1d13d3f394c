// @ts-check
import { n, t } from '../i18n/index.js';
import { h } from '../parts.js';
import { isOnItsWay, LONGEST_WAIT } from './heats.js';
import { BOTTOM, DOT, INK, Marks, RIGHT, TOP } from './marks.js';
import { Past } from './past.js';
import { byteRates } from './statistics.js';

/** Pixels between two latencies that are written beside their marks. */
const LABEL_ROOM = 66;

/**
 * One lane's picture: time runs to the right and now is at its right end. The upper rail is the lab, the lower one this page.
 * A message waits along the upper rail from when it was due, and comes down when it arrived. A request goes up and its
 * answer comes down: narrow when the lab answers at once, wide when it holds; hollow when it brought nothing. Along the
 * bottom are the bytes, as areas. With a network between, what travels is on a slope, as long as its way takes.
 *
 * Past activity is drawn once, on a canvas that moves ({@link Past}); current activity and latencies with every frame over it.
 */
export class Track {
  #canvas = h('canvas');
  #past;
  #marks;
  #wire;
  #width = 0;
  #height = 0;
  #now = 0;
  #span = 1;
  /** @type {import('./heats.js').Heat[]} */
  #seen = [];
  /** The message that the keyboard is at. @type {import('./heats.js').Heat | undefined} */
  pointed;

  /**
   * @param {import('./lane.js').Lane} wire
   * @param {string} label a description for screen readers
   */
  constructor(wire, label) {
    this.#wire = wire;
    this.#marks = new Marks(/** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d')));
    this.#past = new Past(wire);
    this.element = h(
      'div',
      {
        class: 'picture',
        role: 'slider',
        tabindex: 0,
        'aria-label': label,
        'aria-valuemin': 0,
        'aria-valuemax': 0,
        'aria-valuenow': 0,
        'aria-valuetext': t('race.noMark'),
      },
      this.#past.canvas,
      this.#canvas,
    );
    new ResizeObserver(() => this.#resize()).observe(this.element);
  }

  /** @param {import('./marks.js').Paint} paint */
  setPaint(paint) {
    this.#marks.paint = paint;
    this.#past.setPaint(paint);
  }

  #resize() {
    const { clientWidth, clientHeight } = this.element;
    this.#width = clientWidth;
    this.#height = clientHeight;
    this.#marks.height = clientHeight;
    this.#canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.#canvas.height = Math.round(clientHeight * devicePixelRatio);
    this.#past.resize(clientWidth, clientHeight);
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
   * @param {number} fullRate bytes per second that fill the height of the bytes, in all lanes
   */
  draw(now, span, seen, chosen, fullRate) {
    this.#now = now;
    this.#span = span;
    this.#seen = seen;
    const many = this.#past.draw(now, span, seen);
    const { context } = this.#marks;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.#width, this.#height);
    this.#drawSeconds();
    this.#drawBytes(fullRate);
    this.#drawConnections();
    this.#drawRails();
    this.#drawRequests();
    this.#drawMessages(chosen, many);
  }

  /** How far the lane moves while bytes travel. */
  get #transit() {
    const { up, down } = this.#wire.transit;
    const scale = (this.#width - RIGHT) / this.#span;
    return { up: up * scale, down: down * scale };
  }

  get #low() {
    return this.#height - BOTTOM;
  }

  #drawSeconds() {
    const { context, paint } = this.#marks;
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((one) => this.#span / one <= 12) ?? 20_000;
    context.strokeStyle = paint.line;
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

  /** @param {number} fullRate */
  #drawBytes(fullRate) {
    for (const { from, to, up, down } of byteRates(this.#wire.readings.newestFirst(), this.#wire.begun)) {
      if (to < this.#now - this.#span) {
        break;
      }
      if (from < this.#now) {
        const left = Math.max(0, Math.round(this.#x(from)) + 1);
        const right = Math.round(this.#x(Math.min(to, this.#now)));
        this.#marks.bytes(left, right, (up / fullRate) * INK, (down / fullRate) * INK);
      }
    }
  }

  #drawRails() {
    const { context, paint } = this.#marks;
    context.strokeStyle = paint.soft;
    context.lineWidth = 1;
    context.beginPath();
    for (const y of [TOP, this.#low]) {
      context.moveTo(0, Math.round(y) + 0.5);
      context.lineTo(this.#width, Math.round(y) + 0.5);
    }
    context.stroke();
  }

  /**
   * A line along the top while a TCP connection is open, as the meters have it once a second; and the lane is filled while the
   * lab can send on one that is open for that.
   */
  #drawConnections() {
    let end = this.#now;
    for (const { at, meters } of this.#wire.readings.newestFirst()) {
      if (end < this.#now - this.#span) {
        break;
      }
      if (at <= this.#now) {
        if (meters.connectionsOpen > 0) {
          this.#marks.connection(Math.max(0, this.#x(at)), this.#x(end));
        }
        end = at;
      }
    }
    for (const { from, to = Infinity } of this.#wire.spans) {
      if (to > this.#now - this.#span && from < this.#now) {
        this.#marks.held(Math.max(0, this.#x(from)), this.#x(Math.min(to, this.#now)));
      }
    }
  }

  /** Those that are under way. */
  #drawRequests() {
    const transit = this.#transit;
    for (const exchange of this.#wire.exchanges.newestFirst()) {
      const { begun, ended = Infinity } = exchange;
      if (begun < this.#now - this.#span - LONGEST_WAIT) {
        break;
      }
      if (begun <= this.#now && ended > this.#now) {
        this.#marks.trip(exchange, this.#x(begun), this.#x(this.#now), false, transit);
      }
    }
  }

  /**
   * Those that are under way, and the latencies of those that are not.
   *
   * @param {import('./heats.js').Heat | undefined} chosen
   * @param {boolean} many
   */
  #drawMessages(chosen, many) {
    const { index } = this.#wire;
    const { down } = this.#transit;
    /** @type {{x: number, took: number}[]} of those that came together, the one that waited longest */
    const labels = [];
    let waiting = 0;
    let labelAt = Infinity;
    for (const heat of this.#seen) {
      const onItsWay = isOnItsWay(heat, index, this.#now);
      const at = onItsWay ? this.#now : heat.arrivals[index];
      if (Number.isNaN(at) || at < this.#now - this.#span) {
        continue;
      }
      const x = this.#x(at);
      let y = this.#low;
      if (onItsWay) {
        const sent = this.#x(heat.sent ?? heat.due);
        y = this.#marks.message(heat.number, this.#x(heat.due), sent, x, false, many, down, this.#wire.isStream);
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
        this.#drawChosen(x, y);
      }
    }
    this.#marks.dots();
    this.#write(labels, waiting);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #drawChosen(x, y) {
    const { context, paint } = this.#marks;
    context.strokeStyle = paint.ink;
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
    const { context, paint } = this.#marks;
    context.font = '600 14px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
    context.fillStyle = paint.ink;
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    for (const { x, took } of labels) {
      context.fillText(duration(took), Math.min(x + 3, this.#width - 2), this.#height - INK);
    }
    if (waiting > 1) {
      context.textBaseline = 'top';
      context.fillText(n(waiting), this.#width - RIGHT - 8, 0);
    }
  }

  /**
   * Goes to another message that has arrived and is in the picture.
   *
   * @param {string} key of the keyboard
   * @returns {import('./heats.js').Heat | undefined} nothing if the key is of no use here, or there is no message
   */
  walk(key) {
    const { index } = this.#wire;
    const isSeen = (/** @type {number} */ at) => at <= this.#now && at >= this.#now - this.#span;
    const marks = this.#seen.filter(({ arrivals }) => isSeen(arrivals[index])).reverse();
    const to = placeAfter(key, marks.findIndex((heat) => heat === this.pointed), marks.length);
    if (to === undefined) {
      return undefined;
    }
    this.pointed = marks[to];
    this.element.ariaValueMax = String(marks.length);
    this.element.ariaValueNow = String(to + 1);
    return this.pointed;
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

/**
 * Where a key leads in a row of marks, the oldest first. From nowhere, every key but Home leads to the newest.
 *
 * @param {string} key of the keyboard
 * @param {number} at the current place, -1 without one
 * @param {number} count
 * @returns {number | undefined}
 */
export function placeAfter(key, at, count) {
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -Infinity, End: Infinity }[key];
  if (step === undefined || count === 0) {
    return undefined;
  }
  const from = at < 0 ? count : at;
  return Math.max(0, Math.min(count - 1, from + step));
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds >= 1000) {
    return `${n(milliseconds / 1000, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`;
  }
  return `${n(milliseconds, { maximumFractionDigits: milliseconds < 10 ? 1 : 0 })} ms`;
}

/**
 * A duration with its error: one that does not exceed the error is only known to be below it.
 *
 * @param {number} milliseconds
 * @param {number} error
 */
export function beyond(milliseconds, error) {
  return milliseconds < error ? `< ${duration(error)}` : duration(milliseconds);
}
