// @ts-check
import { under } from '../address.js';
import { Backoff } from './backoff.js';
import { LabError } from './contract.js';
import { Posts } from './posts.js';

export const id = 'http-stream';

/**
 * A link over the body of one response that never ends, a line of JSON per event; commands are posted. What `EventSource`
 * does by itself is here: taking the events out of the body, reconnecting, and resuming from a cursor. In return the
 * token is in a header, and a refusal can be read.
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

  void run();

  return {
    send: (command) => posts.send(command),
    cursor: () => after,
    close: () => end('closed'),
  };

  /** Connects again and again until the link is closed. */
  async function run() {
    while (!over.signal.aborted) {
      onState({ name: 'connecting' });
      const code = await read();
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
      await pause(retryIn);
    }
  }

  /**
   * Reads one response to its end.
   *
   * @returns {Promise<string>} why it ended: an error code of the contract, or `unreachable`
   */
  async function read() {
    const url = under(options.where.path ?? '/stream', options.base);
    if (after !== undefined) {
      url.searchParams.set('after', after);
    }
    if (options.binary !== undefined) {
      url.searchParams.set('v', '2');
    }
    let code = 'unreachable';
    try {
      const headers = { Authorization: `Bearer ${options.token}` };
      const response = await fetch(url, { cache: 'no-store', headers, signal: over.signal });
      if (!response.ok) {
        return (await response.json()).code ?? 'error';
      }
      for await (const line of linesOf(response)) {
        const event = JSON.parse(line);
        if (event.type === 'error') {
          code = event.code ?? code;
        }
        receive(event, performance.now());
      }
    } catch {
      // The lab is away, or the link was closed.
    }
    return code;
  }

  /**
   * @param {import('./contract.js').LabEvent} event
   * @param {number} at
   */
  function receive(event, at) {
    after = event.cursor ?? after;
    if (event.type === 'hello') {
      backoff.reset();
      onState({ name: 'open' });
    } else if (event.type !== 'cursor') {
      onEvent(event, { at });
    }
  }

  /** @param {number} milliseconds at most; ends with the link */
  function pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      over.signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
    });
  }

  /** @param {string} code */
  function end(code) {
    if (!over.signal.aborted) {
      over.abort(new LabError(code));
      onState({ name: 'closed', code });
    }
  }
}

/**
 * The lines of a body as they arrive, without the empty ones, which are heartbeats.
 *
 * @param {Response} response
 */
export async function* linesOf(response) {
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}
