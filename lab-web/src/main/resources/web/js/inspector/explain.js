// @ts-check
import { maybe, t } from '../i18n/index.js';
import { transports } from '../transports/index.js';
import { explainHttp, explainLine } from './units.js';

const utf8 = new TextDecoder();
const REQUEST = /^(GET|POST|DELETE|OPTIONS|PUT|HEAD) /;

/** What every server adds to a key before it digests it (RFC 6455 §1.3). */
export const KEY_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The class of the bytes of a poll that brought nothing, its request's and its answer's. */
const EMPTY_POLL = 'empty-poll';

/**
 * Explains a unit of bytes: as HTTP if it is, else as its transport does.
 *
 * @param {import('./tap.js').Unit} unit
 * @returns {import('./units.js').Explained}
 */
export function explain({ transport, bytes, spans }) {
  const text = utf8.decode(bytes);
  if (isHttp(text)) {
    const explained = explainHttp(text);
    return spans.some(([name]) => name === EMPTY_POLL)
      ? { ...explained, summary: t('bytes.named', { what: explained.summary, name: maybe(`class.${EMPTY_POLL}`) ?? '' }) }
      : explained;
  }
  const explainUnit = transports.find(({ id }) => id === transport)?.explain ?? explainLine;
  return explainUnit(bytes);
}

/** @param {string} text */
function isHttp(text) {
  return REQUEST.test(text) || /^HTTP\/1\.1 /.test(text);
}

/**
 * The text of a request, if a unit is one.
 *
 * @param {import('./tap.js').Unit} unit
 */
export function requestOf({ direction, bytes, length }) {
  const text = utf8.decode(bytes);
  return direction === 'in' && bytes.length === length && REQUEST.test(text) ? text : undefined;
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
