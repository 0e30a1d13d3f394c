// @ts-check
import { home, under } from '../address.js';
import { Backoff } from './backoff.js';
import { LabError } from './contract.js';
import { beginExchange, Posts } from './posts.js';

/** A poll that came back empty in less than this was not held by the lab: ask again with a pause, not in a busy loop. */
const NOT_HELD = 500;

/** A proxy's answer when it has not waited as long as the lab holds a poll. */
const GATEWAY_TIMEOUT = 504;
/** How much of the time after which a proxy gave up the next polls are held. */
const CAUTION = 0.75;

/**
 * How long polls are held after a proxy gave up on one.
 *
 * @param {number} waited milliseconds
 * @param {number} wait seconds for which that poll was to be held
 * @returns {number} seconds
 */
export function heldForLess(waited, wait) {
  return Math.max(1, Math.min(wait - 1, Math.floor((CAUTION * waited) / 1000)));
}

/** @type {typeof import('./turns.js').inTurn} */
const atOnce = (wait, _over, poll) => poll(wait, new AbortController().signal);

/**
 * @typedef {object} Poller how one kind of poll goes
 * @property {string} path
 * @property {number} wait seconds the lab may hold a poll; 0 when it answers at once
 * @property {number} every milliseconds from the start of one poll to the start of the next; 0 for at once
 * @property {(base: string) => Promise<string>} host where to poll: the page's own origin or another name of the lab
 * @property {typeof import('./turns.js').inTurn} [inTurn] how it shares the browser's connections with other tabs
 */

/**
 * A link that polls: one request at a time, each reading on from the cursor of the one before; commands go as posts.
 *
 * @param {import('./contract.js').LinkOptions} options
 * @param {Poller} poller
 * @returns {import('./contract.js').Link}
 */
export function connectPolling(options, poller) {
  const { base, token, onEvent, onState } = options;
  /** @type {import('./contract.js').Pacing} */
  const pacing = options.pacing ?? { wait: poller.wait, every: poller.every, rest: 0 };
  const over = new AbortController();
  const backoff = new Backoff();
  let after = options.after;
  let host = base;
  /** Seconds for which the way to the lab lets it hold a poll. */
  let longest = Infinity;
  /** Whether the last poll failed, so that nothing shows that the next one reaches the lab. */
  let failed = false;
  let hurry = () => {};
  const posts = new Posts(options, over.signal);

  void run();

  return {
    send: (command) => posts.send(command),
    cursor: () => after,
    hurry: () => hurry(),
    close: () => end('closed'),
  };

  async function run() {
    onState({ name: 'connecting' });
    host = await poller.host(base);
    while (!over.signal.aborted) {
      try {
        await turn();
        backoff.reset();
      } catch (error) {
        if (!over.signal.aborted) {
          await recover(error);
        }
      }
    }
  }

  /** One poll, and the pause that is due after it. */
  async function turn() {
    const begun = performance.now();
    const first = after === undefined;
    // The first poll is answered at once and fixes this link's place, so it does not wait for a turn.
    const inTurn = first ? atOnce : (poller.inTurn ?? atOnce);
    const answer = await inTurn(poller.wait > 0 ? pacing.wait : 0, over.signal, poll, () => onState({ name: 'queued' }));
    const at = performance.now();
    for (const event of answer.events) {
      if (!over.signal.aborted) {
        onEvent(event, { at });
      }
    }
    after = answer.cursor;
    const held = answer.events.length > 0 || first || at - begun > NOT_HELD;
    const every = poller.wait > 0 ? (held ? 0 : NOT_HELD) : pacing.every;
    const rest = poller.wait > 0 && answer.events.length > 0 ? pacing.rest : 0;
    const pause = Math.max(answer.more ? 0 : begun + every - at, rest);
    if (pause > 0) {
      onState({ name: 'idle' });
      await sleep(pause);
    }
  }

  /**
   * @param {number} wait seconds the lab may hold it
   * @param {AbortSignal} giveWay ends it with nothing new
   * @returns {Promise<{cursor: string | undefined, events: import('./contract.js').LabEvent[], more?: boolean}>}
   */
  async function poll(wait, giveWay) {
    onState({ name: failed ? 'connecting' : 'waiting' });
    const pending = failed ? setTimeout(() => onState({ name: 'waiting' }), NOT_HELD) : undefined;
    const url = under(poller.path, host);
    if (after !== undefined) {
      url.searchParams.set('after', after);
    }
    const hold = Math.min(wait, longest);
    if (hold > 0) {
      url.searchParams.set('wait', String(hold));
    }
    // A header would cost a preflight at another origin.
    const isOwn = url.origin === new URL(home()).origin;
    if (!isOwn) {
      url.searchParams.set('token', token);
    }
    if (options.binary !== undefined) {
      url.searchParams.set('v', '2');
    }
    const signal = AbortSignal.any([over.signal, giveWay, AbortSignal.timeout((wait + 15) * 1000)]);
    let response;
    let body;
    const exchange = beginExchange(options, 'poll');
    const begun = performance.now();
    try {
      response = await fetch(url, { cache: 'no-store', signal, headers: isOwn ? { Authorization: `Bearer ${token}` } : {} });
      if (response.status === GATEWAY_TIMEOUT && hold > 1 && after !== undefined) {
        exchange.end(0, true);
        longest = heldForLess(performance.now() - begun, hold);
        return { cursor: after, events: [] };
      }
      body = await response.json();
      failed = false;
      exchange.end(body.events?.length ?? 0, !response.ok);
    } catch (error) {
      exchange.end(0, true);
      if (giveWay.aborted && after !== undefined) {
        return { cursor: after, events: [] };
      }
      throw error;
    } finally {
      clearTimeout(pending);
    }
    if (!response.ok) {
      throw new LabError(body.code ?? 'error', body.message);
    }
    return body;
  }

  /** @param {unknown} error why a poll failed */
  async function recover(error) {
    const code = error instanceof LabError ? error.code : 'unreachable';
    if (code === 'unauthorized') {
      end(code);
      return;
    }
    if (code === 'bad_request' && after !== undefined) {
      onEvent({ type: 'gap', reason: 'cursor' }, { at: performance.now() });
      after = undefined;
    }
    failed = true;
    const retryIn = backoff.next();
    onState({ name: 'retrying', code, retryIn });
    await sleep(retryIn);
    if (code === 'unreachable') {
      host = host === base ? await poller.host(base) : base;
    }
  }

  /** @param {number} milliseconds */
  function sleep(milliseconds) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        over.signal.removeEventListener('abort', done);
        hurry = () => {};
        resolve(undefined);
      };
      const timer = setTimeout(done, milliseconds);
      over.signal.addEventListener('abort', done);
      hurry = done;
    });
  }

  /** @param {string} code */
  function end(code) {
    if (!over.signal.aborted) {
      over.abort();
      onState({ name: 'closed', code });
    }
  }
}
