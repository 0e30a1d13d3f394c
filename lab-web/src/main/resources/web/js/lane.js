// @ts-check
import { latencyHint, latencyOf, latencyText, median } from './latency.js';
import { named } from './parts.js';
import { readableBytes } from './text.js';
import { gapText, refusalText, stateText } from './words.js';

/** Rows that one lane shows; older ones go. */
const MOST_ROWS = 200;
/** Latencies that the median is of. */
const MEDIAN_OF = 20;
/** Pixels from the end of a lane within which its reader is taken to follow it. */
const NEAR_THE_END = 40;

/**
 * @typedef {object} Shown an event of a lane, and when it arrived
 * @property {import('./transports/contract.js').LabEvent} event
 * @property {import('./transports/contract.js').Arrival} arrival
 * @property {import('./latency.js').Latency} [latency]
 * @property {HTMLElement} [row]
 */

/** What one wire looks like: its state, its meters, and every event as it arrived there. */
export class Lane {
  #element;
  #events;
  #me;
  #sent;
  #clock;
  /** @type {Shown[]} arrived and not drawn yet */
  #waiting = [];
  /** @type {Shown[]} messages that are in the median or may still get an exact latency */
  #recent = [];
  #drawing = false;
  /** Whether the newest row is kept in view: until someone scrolls up. */
  #following = true;

  /**
   * @param {import('./transports/contract.js').Transport} transport
   * @param {string} me
   * @param {import('./latency.js').SentTimes} sent
   * @param {import('./clock.js').WallClock} clock
   */
  constructor(transport, me, sent, clock) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('lane-template'));
    this.#element = /** @type {HTMLElement} */ (template.content.cloneNode(true)).querySelector('section') ?? fail();
    this.#element.dataset.transport = transport.id;
    this.#part('.lane-name').textContent = transport.label;
    this.#part('.about').textContent = transport.about;
    this.#events = this.#part('.events');
    this.#events.ariaLabel = `Messages over ${transport.label}`;
    this.#events.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#events;
      this.#following = scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
    });
    new ResizeObserver(() => this.#follow()).observe(this.#events);
    this.#me = me;
    this.#sent = sent;
    this.#clock = clock;
  }

  get element() {
    return this.#element;
  }

  /** @param {import('./transports/contract.js').LinkState} state */
  state(state) {
    const element = this.#part('.state');
    element.dataset.state = state.name;
    element.textContent = stateText(state);
    element.title = state.note ?? element.textContent;
  }

  /** @param {import('./api.js').Meters | undefined} meters */
  meters(meters) {
    if (meters !== undefined) {
      this.#figure('.up', readableBytes(meters.bytesIn), meters.bytesIn);
      this.#figure('.down', readableBytes(meters.bytesOut), meters.bytesOut);
      this.#figure('.requests', meters.requests.toLocaleString('en'), meters.requests);
    }
  }

  /**
   * @param {import('./transports/contract.js').LabEvent} event
   * @param {import('./transports/contract.js').Arrival} arrival
   */
  show(event, arrival) {
    /** @type {Shown} */
    const shown = { event, arrival };
    if (event.type === 'message') {
      this.#measure(shown);
      this.#recent.push(shown);
      if (this.#recent.length > MOST_ROWS) {
        this.#recent.shift();
      }
    }
    this.#waiting.push(shown);
    if (this.#waiting.length > MOST_ROWS) {
      this.#waiting.shift();
    }
    this.#drawSoon();
  }

  /** @param {string} cursor of a message whose moment of sending is known from now on */
  sentTimeKnown(cursor) {
    const shown = this.#recent.findLast((one) => one.event.cursor === cursor);
    if (shown !== undefined) {
      this.#measure(shown);
      this.#drawLatency(shown);
      this.#drawMedian();
    }
  }

  /** @param {Shown} shown */
  #measure(shown) {
    shown.latency = latencyOf(shown.event, shown.arrival, this.#sent.of(shown.event.cursor), this.#clock);
  }

  /** Once a frame, however many events arrived; a page that is not seen draws when it is seen again. */
  #drawSoon() {
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => {
        this.#drawing = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const events = this.#events;
    const rows = this.#waiting.map((shown) => this.#row(shown));
    this.#waiting = [];
    events.append(...rows);
    while (events.childElementCount > MOST_ROWS) {
      events.firstElementChild?.remove();
    }
    this.#follow();
    this.#drawMedian();
  }

  #follow() {
    if (this.#following) {
      this.#events.scrollTop = this.#events.scrollHeight;
    }
  }

  /** @param {Shown} shown */
  #row(shown) {
    const { event } = shown;
    switch (event.type) {
      case 'message':
        return this.#messageRow(shown);
      case 'joined':
      case 'left':
        return note([named(event.user), ` ${event.type} `, named(event.to)], false);
      case 'gap':
        return note([gapText(event.reason)], true);
      default:
        return note([refusalText(event.code ?? event.type, event.message)], true);
    }
  }

  /** @param {Shown} shown */
  #messageRow(shown) {
    const { event } = shown;
    const row = element('li', 'event message');
    row.classList.toggle('own', event.from === this.#me);
    row.dataset.cursor = event.cursor;
    row.dataset.from = event.from;
    row.dataset.to = event.to;
    const to = named(event.to);
    to.className = 'to';
    const head = element('p', 'head');
    head.append(named(event.from), to, element('span', 'latency'));
    const text = element('p', 'text', event.text);
    text.dir = 'auto';
    row.append(head, text);
    shown.row = row;
    this.#drawLatency(shown);
    return row;
  }

  /** @param {Shown} shown */
  #drawLatency({ row, latency }) {
    const field = /** @type {HTMLElement | null | undefined} */ (row?.querySelector('.latency'));
    if (field && latency !== undefined) {
      field.textContent = latencyText(latency);
      field.title = latencyHint(latency);
      field.dataset.milliseconds = String(latency.milliseconds);
      field.dataset.exact = String(latency.exact);
    }
  }

  #drawMedian() {
    const latencies = this.#recent.slice(-MEDIAN_OF).flatMap(({ latency }) => (latency ? [latency] : []));
    if (latencies.length > 0) {
      const middle = median(latencies.map(({ milliseconds }) => milliseconds));
      const exact = latencies.every((latency) => latency.exact);
      this.#figure('.median', latencyText({ milliseconds: middle, exact, atServer: false }), middle);
    }
  }

  /**
   * @param {string} selector
   * @param {string} text
   * @param {number} value
   */
  #figure(selector, text, value) {
    const field = this.#part(selector);
    field.textContent = text;
    field.dataset.value = String(value);
    field.title = value.toLocaleString('en');
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #part(selector) {
    return this.#element.querySelector(selector) ?? fail();
  }
}

/**
 * @param {(string | Node)[]} content
 * @param {boolean} bad
 */
function note(content, bad) {
  const row = element('li', bad ? 'event note bad' : 'event note');
  row.append(...content);
  return row;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function element(tag, className, text = '') {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

/** @returns {never} */
function fail() {
  throw new Error('the page lacks a part of a lane');
}
