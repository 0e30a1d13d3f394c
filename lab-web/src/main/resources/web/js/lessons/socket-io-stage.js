// @ts-check
import { home, under } from '../address.js';
import { sessionMeters } from '../api.js';
import { n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { bytesPart } from './bytes-part.js';
import { EventLog } from './event-log.js';
import { LessonSession } from './lesson-session.js';

const CLIENT = '/socket.io/socket.io.js';
/** How often the meters are read while the step is seen, in milliseconds. */
const METERS_EVERY = 1000;

/** The official client at work: what it sends is not only what one wrote. */
export class SocketIoStage {
  element = h('div', { class: 'stage' });
  #log = new EventLog();
  #transport;
  #session;
  #bytes;
  #trouble = h('p', { class: 'status', role: 'status' });
  #meters = h('p', { class: 'seen' });
  /** The client's socket. @type {any} */
  #socket;
  #sent = 0;
  #timer = 0;

  /** @param {string} transport its id */
  constructor(transport) {
    this.#transport = transport;
    this.#session = new LessonSession(transport);
    this.#bytes = bytesPart(this.#session.inspector);
    this.element.append(
      h(
        'div',
        { class: 'actions' },
        button('primary', 'io()', () => this.#attempt(() => this.#connect())),
        button('', "emit('say', …, ack)", () => this.#attempt(() => this.#emit())),
        button('', 'disconnect()', () => this.#disconnect()),
      ),
      this.#trouble,
      this.#log.element,
      this.#meters,
      this.#bytes,
    );
  }

  /** @param {import('./syllabus.js').Lesson} lesson */
  begin(lesson) {
    this.#bytes.open = lesson.bytes === true;
    this.#log.clear();
    this.#meters.textContent = '';
    this.#timer = window.setInterval(() => void this.#readMeters().catch(() => undefined), METERS_EVERY);
  }

  rest() {
    clearInterval(this.#timer);
    this.#socket?.disconnect();
    this.#socket = undefined;
    this.#session.rest();
  }

  repaint() {}

  /** @param {() => Promise<void>} what */
  #attempt(what) {
    this.#trouble.textContent = '';
    what().catch((error) => {
      this.#trouble.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
    });
  }

  async #connect() {
    this.#socket?.disconnect();
    const { session } = await this.#session.get();
    const io = await client();
    this.#log.begin();
    const socket = io(new URL(home()).origin, {
      path: under(CLIENT.replace(/[^/]*$/, '')).pathname,
      auth: { token: session.token },
      forceNew: true,
      reconnection: false,
    });
    this.#socket = socket;
    const { engine } = socket.io;
    const carrier = () => engine.transport?.name ?? '';
    this.#log.add('io()', { detail: carrier() });
    engine.on('open', () => this.#log.add('engine open', { detail: carrier() }));
    engine.on('packet', (/** @type {any} */ packet) => this.#packet('◄', packet, carrier()));
    engine.on('packetCreate', (/** @type {any} */ packet) => this.#packet('►', packet, carrier()));
    engine.on('upgrading', (/** @type {any} */ { name }) => this.#log.add('upgrading', { detail: name }));
    engine.on('upgrade', (/** @type {any} */ { name }) => this.#log.add('upgrade', { detail: name }));
    socket.on('connect', () => this.#log.add('connect', { detail: `recovered ${socket.recovered}` }));
    socket.on('disconnect', (/** @type {string} */ reason) => this.#log.add('disconnect', { detail: reason }));
    socket.on('connect_error', (/** @type {Error} */ error) => this.#log.add('connect_error', { detail: error.message }));
  }

  /**
   * @param {string} way
   * @param {{type: string, data?: unknown}} packet
   * @param {string} carrier
   */
  #packet(way, { type, data }, carrier) {
    const text = typeof data === 'string' ? data.replace(/"(token|pid|sid)":"[^"]+"/g, '"$1":"…"') : '';
    this.#log.add(`${way} ${type}`, { detail: `${carrier} ${text.length > 120 ? `${text.slice(0, 120)}…` : text}` });
  }

  async #emit() {
    const { session } = await this.#session.get();
    const socket = this.#socket;
    if (socket?.connected !== true) {
      this.#trouble.textContent = t('lessons.connectFirst');
      return;
    }
    const begun = performance.now();
    socket.emit('say', { to: `@${session.user}`, text: `hello ${++this.#sent}` }, (/** @type {any} */ answer) =>
      this.#log.add('ack', { detail: `${answer?.type ?? ''} · ${n(Math.round(performance.now() - begun))} ms` }),
    );
  }

  #disconnect() {
    this.#socket?.disconnect();
  }

  async #readMeters() {
    if (this.#socket === undefined) {
      return;
    }
    const { session } = await this.#session.get();
    const meters = (await sessionMeters(session.token)).transports[this.#transport];
    if (meters !== undefined) {
      this.#meters.textContent = t('lesson.socket-io.seen', {
        requests: n(meters.requests),
        connections: n(meters.connectionsOpened),
        up: n(meters.bytesIn),
        down: n(meters.bytesOut),
      });
    }
  }
}

/** @returns {Promise<any>} the official client's `io`, which is loaded once */
async function client() {
  const page = /** @type {any} */ (globalThis);
  if (page.io === undefined) {
    await new Promise((resolve, reject) => {
      const script = h('script', { src: under(CLIENT).href });
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => reject(new LabError('unreachable')));
      document.head.append(script);
    });
  }
  return page.io;
}
