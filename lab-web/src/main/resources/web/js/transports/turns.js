// @ts-check
/**
 * Turns of this browser's tabs at holding long polls. A browser opens six HTTP connections to one host over all tabs, so
 * the poll of a seventh tab would be queued in the browser until another tab's returns. Here a few may hold at a time; when there are
 * more, all are notified that it is crowded and hold only briefly, so each has its turn within seconds.
 */

/** Polls held at a time; with a few connections to spare below the browser's six. */
const PLACES = 4;
/** Seconds for which a poll is held while it is crowded. */
export const CROWDED_WAIT = 1;
/** Milliseconds for which it stays crowded after a tab last had to wait. */
const CROWDED_FOR = 20_000;
const NAME = 'wirelab-held-request';

/** Whether this browser has what turns need; it has not on a page that came over plain HTTP from another machine. */
const possible = 'locks' in (globalThis.navigator ?? {}) && 'BroadcastChannel' in globalThis;
const channel = possible ? new BroadcastChannel(NAME) : undefined;
let crowdedUntil = -Infinity;
/** Aborted when it becomes crowded: who holds a long poll gives way. */
let giveWay = new AbortController();

channel?.addEventListener('message', crowded);

function crowded() {
  const news = performance.now() > crowdedUntil;
  crowdedUntil = performance.now() + CROWDED_FOR;
  if (news) {
    giveWay.abort();
    giveWay = new AbortController();
  }
}

/**
 * Runs one poll when it is its turn.
 *
 * @template T
 * @param {number} wait seconds to hold the poll when there is room
 * @param {AbortSignal} over ends the waiting for a turn
 * @param {(wait: number, giveWay: AbortSignal) => Promise<T>} poll is to end early, with nothing, when asked to give way
 * @param {() => void} onQueued called when it has to wait for its turn
 * @returns {Promise<T>}
 */
export async function inTurn(wait, over, poll, onQueued) {
  const run = () => poll(performance.now() < crowdedUntil ? Math.min(wait, CROWDED_WAIT) : wait, giveWay.signal);
  if (!possible) {
    return run();
  }
  for (let place = 0; place < PLACES; place++) {
    const done = await navigator.locks.request(`${NAME}-${place}`, { ifAvailable: true }, async (lock) =>
      lock === null ? undefined : { answer: await run() },
    );
    if (done !== undefined) {
      return done.answer;
    }
  }
  onQueued();
  crowded();
  channel?.postMessage('crowded');
  const place = Math.floor(Math.random() * PLACES);
  return navigator.locks.request(`${NAME}-${place}`, { signal: over }, run);
}
