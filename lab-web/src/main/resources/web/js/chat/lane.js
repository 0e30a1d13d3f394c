// @ts-check
import { n, t } from '../i18n/index.js';
import { latencyHint, latencyOf, latencyText, median } from '../latency.js';
import { h, named } from '../parts.js';
import { readableBytes } from '../text.js';
import { gapText, refusalText, stateText, transportAbout, transportLabel } from '../words.js';

/** Rows that one lane shows; older ones go. */
const MOST_ROWS = 200;
/** Latencies that the median is of. */
const MEDIAN_OF = 20;
/** Pixels from the end of a lane within which its reader is taken to follow it. */
const NEAR_THE_END = 40;

/**
 * @typedef {object} Shown an event of a lane, and when it arrived
 * @property {import('../transports/contract.js').LabEvent} event
 * @property {import('../transports/contract.js').Arrival} arrival
 * @property {import('../latency.js').Latency} [latency]
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
   * @param {import('../transports/contract.js').Transport} transport
   * @param {string} me
   * @param {import('../latency.js').SentTimes} sent
   * @param {import('../clock.js').WallClock} clock
   */
  constructor(transport, me, sent, clock) {
    this.#events = h('ol', {
      class: 'events',
      tabindex: 0,
      'aria-label': t('chat.messagesOver', { transport: transportLabel(transport.id) }),
    });
    this.#element = h('section', { class: 'lane', 'data-transport': transport.id }, head(transport.id), this.#events);
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

  /** @param {import('../transports/contract.js').LinkState} state */
  state(state) {
    const field = this.#part('.state');
    field.dataset.state = state.name;
    field.textContent = stateText(state);
    field.title = state.note ?? field.textContent;
  }

  /** @param {import('../api.js').Meters | undefined} meters */
  meters(meters) {
    if (meters !== undefined) {
      this.#figure('.up', readableBytes(meters.bytesIn), meters.bytesIn);
      this.#figure('.down', readableBytes(meters.bytesOut), meters.bytesOut);
      this.#figure('.requests', n(meters.requests), meters.requests);
    }
  }

  /**
   * @param {import('../transports/contract.js').LabEvent} event
   * @param {import('../transports/contract.js').Arrival} arrival
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
        return note([named(event.user), ` ${t(`chat.${event.type}`)} `, named(event.to)], false);
      case 'gap':
        return note([gapText(event.reason)], true);
      default:
        return note([refusalText(event.code ?? event.type, event.message)], true);
    }
  }

  /** @param {Shown} shown */
  #messageRow(shown) {
    const { event } = shown;
    const to = named(event.to);
    to.className = 'to';
    const row = h(
      'li',
      {
        class: event.from === this.#me ? 'event message own' : 'event message',
        'data-cursor': event.cursor,
        'data-from': event.from,
        'data-to': event.to,
      },
      h('p', { class: 'head' }, named(event.from), to, h('span', { class: 'latency' })),
      h('p', { class: 'text', dir: 'auto' }, event.text ?? ''),
    );
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
    field.title = n(value);
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
  return h('li', { class: bad ? 'event note bad' : 'event note' }, ...content);
}

/** @param {string} id the transport's */
function head(id) {
  /** @type {(name: 'up' | 'down' | 'requests' | 'median') => HTMLElement} */
  const meter = (name) =>
    h('div', {}, h('dt', { title: t(`chat.${name}Hint`) }, t(`chat.${name}`)), h('dd', { class: name }, '–'));
  return h(
    'header',
    {},
    h('h2', { class: 'lane-name' }, transportLabel(id)),
    h('p', { class: 'state' }),
    h('p', { class: 'about' }, transportAbout(id)),
    h('dl', { class: 'meters' }, meter('up'), meter('down'), meter('requests'), meter('median')),
  );
}

/** @returns {never} */
function fail() {
  throw new Error('the page lacks a part of a lane');
}
