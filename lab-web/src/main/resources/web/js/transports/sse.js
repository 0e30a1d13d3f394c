// @ts-check
import { under } from '../address.js';
import { Backoff } from './backoff.js';
import { LabError } from './contract.js';
import { Posts } from './posts.js';

export const id = 'sse';

/** Milliseconds that the lab may take to say why it refused a stream. */
const REASON_DUE = 5_000;
/** What the lab tells the browser to wait before it reconnects, in milliseconds (rule V2). */
const RETRY = 1_000;

/**
 * A link over `EventSource`. The browser reconnects by itself and resumes after the last event that it has seen; commands
 * are posted.
 *
 * @param {import('./contract.js').LinkOptions} options
 * @returns {import('./contract.js').Link}
 */
export function connect(options) {
  const { onEvent, onState } = options;
  const over = new AbortController();
  const backoff = new Backoff();
  const posts = new Posts(options, over.signal);
  let after = options.after;
  /** The code of the last error that came on the stream: says why it ended. */
  let lastError = '';
  /** @type {EventSource | undefined} */
  let source;
  let timer = 0;

  open();

  return {
    send: (command) => posts.send(command),
    cursor: () => after,
    close: () => end('closed'),
  };

  function address() {
    const url = under(options.where.path ?? '/sse', options.base);
    url.searchParams.set('token', options.token);
    if (after !== undefined) {
      url.searchParams.set('after', after);
    }
    if (options.binary !== undefined) {
      url.searchParams.set('v', '2');
    }
    return url;
  }

  function open() {
    onState({ name: 'connecting' });
    const opened = new EventSource(address());
    source = opened;
    opened.onmessage = (message) => {
      if (source === opened) {
        receive(JSON.parse(message.data), performance.now());
      }
    };
    opened.onerror = () => {
      if (source === opened) {
        lost(opened.readyState === EventSource.CLOSED);
      }
    };
  }

  /**
   * @param {import('./contract.js').LabEvent} event
   * @param {number} at
   */
  function receive(event, at) {
    after = event.cursor ?? after;
    switch (event.type) {
      case 'hello':
        lastError = '';
        backoff.reset();
        onState({ name: 'open' });
        break;
      case 'cursor':
        break;
      case 'error':
        lastError = event.code ?? '';
        onEvent(event, { at });
        break;
      default:
        onEvent(event, { at });
    }
  }

  /** @param {boolean} refused whether the browser does not reconnect by itself */
  function lost(refused) {
    if (lastError === 'unauthorized') {
      end(lastError);
    } else if (refused) {
      void recover();
    } else {
      onState({ name: 'retrying', code: lastError || 'unreachable', retryIn: RETRY });
    }
  }

  /** The browser has given up, without a reason that a page could read: asks for it, and reconnects if that may help. */
  async function recover() {
    const code = await reason();
    if (over.signal.aborted) {
      return;
    }
    if (code === 'unauthorized') {
      end(code);
      return;
    }
    if (code === 'bad_request' && after !== undefined) {
      after = undefined;
      onEvent({ type: 'gap', reason: 'cursor' }, { at: performance.now() });
    }
    const retryIn = backoff.next();
    onState({ name: 'retrying', code, retryIn });
    timer = window.setTimeout(open, retryIn);
  }

  /** Why the lab refuses the stream: the code of its error. */
  async function reason() {
    const asked = new AbortController();
    const signal = AbortSignal.any([over.signal, asked.signal, AbortSignal.timeout(REASON_DUE)]);
    try {
      const response = await fetch(address(), { cache: 'no-store', signal });
      return response.ok ? 'unreachable' : ((await response.json()).code ?? 'error');
    } catch {
      return 'unreachable';
    } finally {
      asked.abort();
    }
  }

  /** @param {string} code */
  function end(code) {
    if (!over.signal.aborted) {
      over.abort(new LabError(code));
      clearTimeout(timer);
      source?.close();
      source = undefined;
      onState({ name: 'closed', code });
    }
  }
}
