// @ts-check
import { maybe, n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { base64, pack, unpack } from '../transports/binary.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { refusalText } from '../words.js';
import { bytesPart } from './bytes-part.js';
import { EventLog, READY_STATES } from './event-log.js';
import { LessonSession } from './lesson-session.js';
import { openSocket } from './open-socket.js';

/** Close codes that this step can cause, and those that are met elsewhere. */
const CODES = [1000, 1001, 1005, 1006, 1009, 1011, 4002, 4501];
/** Commands that are sent at once to see the buffer, and the bytes of each: below the lab's limit of 8,192. */
const FLOOD = 50;
const FLOOD_BYTES = 8000;
/** Bytes above that limit. */
const TOO_LARGE = 9000;
/** Bytes of the binary message. */
const BINARY_BYTES = 256;
/** Milliseconds between two looks at what is buffered, and how often one looks. */
const LOOK_AGAIN = 10;
const MOST_LOOKS = 500;
/** How often `readyState` is shown, in milliseconds. */
const STATE_EVERY = 200;

/** A WebSocket in one's hand: each call is a button, each event a row. */
export class SocketStage {
  element = h('div', { class: 'stage' });
  #log = new EventLog();
  #session = new LessonSession(transports[0].id);
  #bytes = bytesPart(this.#session.inspector);
  #calls = h('div', { class: 'actions' });
  #state = h('p', { class: 'ready' });
  #codes = h('dl', { class: 'codes' });
  #trouble = h('p', { class: 'status', role: 'status' });
  /** @type {WebSocket | undefined} */
  #socket;
  #isBinary = false;
  #sent = 0;
  #timer = 0;

  constructor() {
    this.element.append(this.#calls, this.#trouble, this.#state, this.#log.element, this.#codes, this.#bytes);
  }

  /** @param {import('./syllabus.js').Lesson} lesson */
  begin(lesson) {
    this.#isBinary = lesson.id === 'binary';
    this.#bytes.open = lesson.bytes === true;
    this.#log.clear();
    this.#calls.replaceChildren(...(this.#isBinary ? this.#binaryCalls() : this.#textCalls()));
    this.#codes.hidden = this.#isBinary;
    this.#codes.replaceChildren(
      ...CODES.flatMap((code) => [h('dt', { 'data-code': code }, String(code)), h('dd', {}, maybe(`close.${code}`) ?? '')]),
    );
    this.#timer = window.setInterval(() => this.#showState(), STATE_EVERY);
    this.#showState();
  }

  rest() {
    clearInterval(this.#timer);
    this.#socket?.close(1000);
    this.#socket = undefined;
    this.#session.rest();
  }

  repaint() {}

  #textCalls() {
    return [
      button('primary', 'new WebSocket(url)', () => this.#attempt(() => this.#connect({}))),
      button('', "send('…')", () => this.#say()),
      button('', t('lessons.flood', { count: FLOOD, bytes: n(FLOOD_BYTES) }), () => void this.#flood()),
      button('', t('lessons.tooLarge', { bytes: n(TOO_LARGE) }), () => this.#send(filled(TOO_LARGE), t('lessons.bytesOf', { bytes: n(TOO_LARGE) }))),
      button('', "close(1000, 'bye')", () => this.#close()),
      button('', t('lessons.cut'), () => this.#attempt(() => this.#end('lessons.cut', () => this.#session.cut()))),
      button('', t('lessons.kill'), () => this.#attempt(() => this.#end('lessons.kill', () => this.#session.end()))),
      button('', t('lessons.refuse'), () => this.#attempt(() => this.#connect({ token: 'none' }))),
    ];
  }

  #binaryCalls() {
    return [
      button('primary', "binaryType = 'blob'", () => this.#attempt(() => this.#connect({ v: '2' }, 'blob'))),
      button('primary', "binaryType = 'arraybuffer'", () => this.#attempt(() => this.#connect({ v: '2' }, 'arraybuffer'))),
      button('', t('lessons.sendBytes', { bytes: BINARY_BYTES }), () => this.#attempt(() => this.#sendBinary())),
      button('', "close(1000, 'bye')", () => this.#close()),
    ];
  }

  /** @param {() => Promise<void>} what shows a refusal of the lab */
  #attempt(what) {
    this.#trouble.textContent = '';
    what().catch((error) => {
      this.#trouble.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
    });
  }

  /**
   * @param {Record<string, string>} parameters
   * @param {BinaryType} [binaryType]
   */
  async #connect(parameters, binaryType) {
    this.#socket?.close(1000);
    const { session, where } = await this.#session.get();
    const socket = openSocket(session.token, where, parameters);
    this.#socket = socket;
    this.#log.begin();
    if (binaryType !== undefined) {
      socket.binaryType = binaryType;
    }
    this.#log.add('new WebSocket', { detail: binaryType === undefined ? '' : `binaryType = '${binaryType}'`, socket });
    socket.onopen = () => this.#log.add('open', { socket });
    socket.onmessage = ({ data }) => (typeof data === 'string' ? this.#text(data, socket) : void this.#content(data, socket));
    socket.onerror = () => this.#socket === socket && this.#log.add('error', { about: t('lessons.error'), socket });
    socket.onclose = (close) => this.#socket === socket && this.#closed(close, socket);
    this.#showState();
  }

  /**
   * @param {CloseEvent} close
   * @param {WebSocket} socket
   */
  #closed({ code, reason, wasClean }, socket) {
    this.#log.add('close', {
      detail: `code ${code} · reason '${reason}' · wasClean ${wasClean}`,
      about: maybe(`close.${code}`) ?? '',
      socket,
    });
    this.#codes.querySelectorAll('[data-code]').forEach((term) => {
      term.toggleAttribute('data-last', term.getAttribute('data-code') === String(code));
    });
    this.#showState();
  }

  /**
   * @param {string} data
   * @param {WebSocket} socket
   */
  #text(data, socket) {
    const type = /"type":"(\w+)"/.exec(data)?.[1] ?? '';
    this.#log.add('message', { detail: `string, ${type}: ${shortened(masked(data))}`, socket, like: type });
  }

  /**
   * @param {Blob | ArrayBuffer} data
   * @param {WebSocket} socket
   */
  async #content(data, socket) {
    const form = data instanceof Blob ? 'Blob' : 'ArrayBuffer';
    this.#log.add('message', {
      detail: `${form}, ${data instanceof Blob ? `size ${data.size}` : `byteLength ${data.byteLength}`}`,
      about: t(data instanceof Blob ? 'lessons.blob' : 'lessons.arrayBuffer'),
      socket,
    });
    const buffer = data instanceof Blob ? await data.arrayBuffer() : data;
    const { media = '', data: content = '' } = unpack(buffer, form);
    const raw = atob(content).length;
    this.#log.add(media, { detail: t('lessons.base64', { bytes: n(raw), base64: n(content.length) }) });
  }

  #say() {
    this.#attempt(async () => {
      const { session } = await this.#session.get();
      const command = JSON.stringify({ type: 'say', to: `@${session.user}`, text: `hello ${++this.#sent}` });
      this.#send(command, shortened(command));
    });
  }

  async #sendBinary() {
    const { session } = await this.#session.get();
    const bytes = Uint8Array.from({ length: BINARY_BYTES }, (_, index) => index % 256);
    const command = { type: 'say', to: `@${session.user}`, media: 'application/octet-stream', data: base64(bytes) };
    const message = pack(JSON.stringify(command));
    this.#send(message, t('lessons.packed', { bytes: n(message.length), content: n(BINARY_BYTES) }));
  }

  /**
   * @param {string | Uint8Array<ArrayBuffer>} message
   * @param {string} detail
   */
  #send(message, detail) {
    const socket = this.#socket;
    if (socket === undefined) {
      this.#trouble.textContent = t('lessons.connectFirst');
      return;
    }
    try {
      socket.send(message);
      this.#log.add('send()', { detail, about: socket.readyState === WebSocket.OPEN ? '' : t('lessons.discarded'), socket });
    } catch (error) {
      this.#log.add('send()', { detail: error instanceof Error ? `${error.name}` : '', about: t('lessons.notOpen'), socket });
    }
    this.#trouble.textContent = '';
  }

  /** More at once than the network takes: what is left is in the buffer. */
  async #flood() {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) {
      this.#trouble.textContent = t('lessons.connectFirst');
      return;
    }
    this.#trouble.textContent = '';
    const begun = performance.now();
    for (let i = 0; i < FLOOD; i++) {
      socket.send(filled(FLOOD_BYTES));
    }
    this.#log.add('send()', { detail: `× ${FLOOD}`, socket });
    for (let look = 0; look < MOST_LOOKS && socket.bufferedAmount > 0; look++) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
    this.#log.add('bufferedAmount', { detail: t('lessons.drained', { milliseconds: n(Math.round(performance.now() - begun)) }), socket });
  }

  #close() {
    if (this.#socket === undefined) {
      this.#trouble.textContent = t('lessons.connectFirst');
      return;
    }
    this.#socket.close(1000, 'bye');
    this.#log.add('close()', { detail: '1000', socket: this.#socket });
    this.#trouble.textContent = '';
  }

  /**
   * @param {import('../i18n/index.js').Key} what
   * @param {() => Promise<void>} how the lab is asked for it
   */
  async #end(what, how) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#log.add(t(what), { socket: this.#socket });
      await how();
    } else {
      this.#trouble.textContent = t('lessons.connectFirst');
    }
  }

  #showState() {
    const socket = this.#socket;
    const text =
      socket === undefined
        ? t('lessons.noSocket')
        : t('race.socket', { state: `${socket.readyState} ${READY_STATES[socket.readyState]}`, buffered: n(socket.bufferedAmount) });
    if (this.#state.textContent !== text) {
      this.#state.textContent = text;
      this.#state.dataset.state = String(socket?.readyState ?? '');
    }
  }
}

/**
 * A command of some size that the lab answers and nobody else receives.
 *
 * @param {number} bytes
 */
function filled(bytes) {
  const command = JSON.stringify({ type: 'ping', id: 'p', fill: '' });
  return command.replace('"fill":"', `$&${'.'.repeat(bytes - command.length)}`);
}

/** @param {string} text */
function shortened(text) {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** @param {string} text with its tokens, which are nobody's business on a projector */
function masked(text) {
  return text.replace(/"token":"[^"]+"/g, '"token":"…"');
}
