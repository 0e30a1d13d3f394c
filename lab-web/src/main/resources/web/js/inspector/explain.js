// @ts-check
import { transports } from '../transports/index.js';
import { explainHttp, explainLine } from './units.js';

const utf8 = new TextDecoder();

/** What every server adds to a key before it digests it (RFC 6455 §1.3). */
export const KEY_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * Explains a unit of bytes: as HTTP if it is, else as its transport does.
 *
 * @param {import('./tap.js').Unit} unit
 * @returns {import('./units.js').Explained}
 */
export function explain({ transport, bytes }) {
  const text = utf8.decode(bytes);
  if (/^(GET|POST|DELETE|OPTIONS|PUT|HEAD) |^HTTP\/1\.1 /.test(text)) {
    return explainHttp(text);
  }
  const explainUnit = transports.find(({ id }) => id === transport)?.explain ?? explainLine;
  return explainUnit(bytes);
}

/**
 * The `Sec-WebSocket-Accept` that belongs to a key (RFC 6455 §4.2.2), where the browser lets pages digest.
 *
 * @param {string} key
 */
export async function acceptOf(key) {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-1', new TextEncoder().encode(key + KEY_SUFFIX));
  return digest === undefined ? undefined : btoa(String.fromCharCode(...new Uint8Array(digest)));
}
