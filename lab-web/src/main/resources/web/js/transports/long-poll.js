// @ts-check
import { under } from '../address.js';
import { connectPolling } from './polling.js';
import { inTurn } from './turns.js';

export const id = 'long-poll';
export const isUsual = true;
export const states = /** @type {const} */ ({ waiting: 'state.held' });

/** How long the other name may take to show that the lab is there, in milliseconds. */
const PROBE_DUE = 5000;
/** Seconds for which the lab may hold a poll. */
const WAIT = 25;
const OTHER_NAME = new Map([
  ['127.0.0.1', 'localhost'],
  ['localhost', '127.0.0.1'],
]);

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  const path = options.where.path ?? '/poll/long';
  return connectPolling(options, { path, wait: WAIT, every: 0, host: otherName, inTurn });
}

/**
 * The lab under its other loopback name, if it answers there. A browser opens six HTTP connections to one name, over all
 * tabs; a held poll keeps one of them busy for good, so it goes where nothing else of the page is.
 *
 * @param {string} base
 */
async function otherName(base) {
  const url = new URL(base);
  const other = OTHER_NAME.get(url.hostname);
  if (other === undefined) {
    return base;
  }
  url.hostname = other;
  try {
    const answer = await fetch(under('/api/transports', url.href), { cache: 'no-store', signal: AbortSignal.timeout(PROBE_DUE) });
    const rows = /** @type {import('./contract.js').Where[]} */ (await answer.json());
    return rows.some((row) => row.id === id) ? url.href : base;
  } catch {
    return base;
  }
}
