// @ts-check
import { openWithToken, socketUnder } from '../address.js';
import { Answers } from './answers.js';
import { Backoff } from './backoff.js';
import { pack, unpack } from './binary.js';
import { LabError } from './contract.js';

/** Close codes after which a client must not reconnect: 4500 to 4999 of the protocol. */
const isFinal = (/** @type {number} */ code) => code >= 4500 && code <= 4999;
/** How long a connection may take from its start to its `hello`. */
const HELLO_DUE = 10_000;

/**
 * A link over a browser WebSocket, for every transport that needs one: one event per line, answers by id, resuming from the
 * last cursor after each break.
 *
 * @param {import('./contract.js').LinkOptions} options
 * @param {(after: string | undefined) => WebSocket} dial connects to read on from a cursor
 * @param {(data: string) => {lines: string[], serverAt?: number, reply?: string, ends?: boolean}} unwrap what one frame
 *     holds, what is due back at once, and whether it was the last
 * @param {(line: string) => string} [wrap] the frame that carries a command
 * @returns {import('./contract.js').Link}
 */
export function connectSocket(options, dial, unwrap, wrap = (line) => line) {
  const { onEvent, onState } = options;
  const answers = new Answers();
  const backoff = new Backoff();
  let after = options.after;
  /** @type {WebSocket | undefined} */
  let socket;
  let ready = false;
  let closed = false;
  /** The last error that is no answer to a command: the reason why the connection ended. */
  let lastError = '';
  let timer = 0;

  open();
  addEventListener('online', comeBackNow);

  return {
    send: (command) =>
      closed
        ? Promise.reject(new LabError('closed'))
        : answers.expect(command, (line) => {
            if (ready) {
              socket?.send(framed(line));
            }
          }),
    cursor: () => after,
    look: () => socket && { readyState: socket.readyState, bufferedAmount: socket.bufferedAmount },
    close: () => end('closed'),
  };

  function open() {
    onState({ name: 'connecting' });
    lastError = '';
    const opened = dial(after);
    socket = opened;
    timer = window.setTimeout(() => opened.close(), HELLO_DUE);
    opened.binaryType = options.binary ?? 'blob';
    /** Settles when the bytes of all blobs so far have been read; undefined if there are none. */
    let blobs = /** @type {Promise<void> | undefined} */ (undefined);
    opened.onmessage = ({ data }) => {
      const at = performance.now();
      if (data instanceof Blob || blobs !== undefined) {
        // A blob can only be read later; what follows must not overtake it.
        const mine = Promise.all([data instanceof Blob ? data.arrayBuffer() : data, blobs]).then(([content]) =>
          pass(content, 'Blob', at),
        );
        blobs = mine;
        void mine.finally(() => (blobs = blobs === mine ? undefined : blobs));
      } else {
        pass(data, 'ArrayBuffer', at);
      }
    };
    /**
     * @param {string | ArrayBuffer} content of a message
     * @param {'Blob' | 'ArrayBuffer'} form
     * @param {number} at
     */
    const pass = (content, form, at) => {
      if (socket === opened && typeof content === 'string') {
        receive(content, at);
      } else if (socket === opened && typeof content !== 'string' && !closed) {
        take(unpack(content, form), { at });
      }
    };
    opened.onclose = (close) => {
      if (socket === opened) {
        lost(close.code, close.reason);
      }
    };
  }

  /** @param {string} line of a command */
  function framed(line) {
    return options.binary === undefined ? wrap(line) : pack(line);
  }

  /**
   * @param {string} data
   * @param {number} at
   */
  function receive(data, at) {
    const { lines, serverAt, reply, ends } = unwrap(data);
    if (reply !== undefined) {
      socket?.send(reply);
    }
    for (const line of lines) {
      if (line !== '' && !closed) {
        take(JSON.parse(line), { at, serverAt });
      }
    }
    if (ends) {
      socket?.close();
    }
  }

  /**
   * @param {import('./contract.js').LabEvent} event
   * @param {import('./contract.js').Arrival} arrival
   */
  function take(event, arrival) {
    if (answers.take(event, arrival)) {
      return;
    }
    switch (event.type) {
      case 'hello':
        hello(event);
        break;
      case 'cursor':
        after = event.cursor;
        break;
      case 'error':
        lastError = event.code ?? '';
        if (!ready && lastError === 'bad_request' && after !== undefined) {
          after = undefined;
          onEvent({ type: 'gap', reason: 'cursor' }, arrival);
          socket?.close();
        } else {
          onEvent(event, arrival);
        }
        break;
      case 'message':
      case 'joined':
      case 'left':
      case 'gap':
        after = event.cursor;
        onEvent(event, arrival);
        break;
      default:
        onEvent(event, arrival);
    }
  }

  /** @param {import('./contract.js').LabEvent} event */
  function hello(event) {
    clearTimeout(timer);
    backoff.reset();
    after = event.cursor;
    ready = true;
    answers.again((line) => socket?.send(framed(line)));
    onState({ name: 'open' });
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  function lost(code, reason) {
    clearTimeout(timer);
    ready = false;
    const why = reason || lastError || 'unreachable';
    if (isFinal(code) || why === 'unauthorized') {
      end(why);
      return;
    }
    const retryIn = backoff.next();
    onState({ name: 'retrying', code: why, retryIn });
    timer = window.setTimeout(open, retryIn);
  }

  /** The network is back: reconnects without waiting for the pause. */
  function comeBackNow() {
    if (!closed && !ready && socket?.readyState === WebSocket.CLOSED) {
      clearTimeout(timer);
      open();
    }
  }

  /** @param {string} code */
  function end(code) {
    if (closed) {
      return;
    }
    closed = true;
    ready = false;
    clearTimeout(timer);
    removeEventListener('online', comeBackNow);
    const last = socket;
    socket = undefined;
    last?.close();
    answers.rejectAll(new LabError(code));
    onState({ name: 'closed', code });
  }
}

/**
 * A WebSocket on the page's own host, for the session.
 *
 * @param {import('./contract.js').LinkOptions} options
 * @param {string} path
 * @param {string | undefined} after
 */
export function sessionSocket(options, path, after) {
  const url = socketUnder(path, options.base);
  if (after !== undefined) {
    url.searchParams.set('after', after);
  }
  if (options.binary !== undefined) {
    url.searchParams.set('v', '2');
  }
  return openWithToken(url, options.token);
}
