// @ts-check
import { n } from './i18n/index.js';

/** The longest text the lab takes, in UTF-8 bytes. */
export const MOST_TEXT_BYTES = 4096;
/** The longest line the lab's TCP port takes, in bytes: what a text may grow to when it is written as JSON. */
const MOST_LINE_BYTES = 8192;
/** Room for a command's other fields. */
const FIELDS_BYTES = 512;
const encoder = new TextEncoder();

/**
 * How many bytes a text is in UTF-8.
 *
 * @param {string} text
 */
export function byteLength(text) {
  return encoder.encode(text).length;
}

/**
 * Why a text cannot be published, or undefined.
 *
 * @param {string} text
 * @returns {'' | 'blank' | 'too_long'}
 */
export function refusal(text) {
  if (text.trim() === '') {
    return 'blank';
  }
  const tooLong =
    byteLength(text) > MOST_TEXT_BYTES || byteLength(JSON.stringify(text)) > MOST_LINE_BYTES - FIELDS_BYTES;
  return tooLong ? 'too_long' : '';
}

/**
 * The text as it can be sent: without halves of surrogate pairs, which UTF-8 cannot carry.
 *
 * @param {string} text
 */
export function wellFormed(text) {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

/**
 * The group's address from what a person typed: `java` and `#java` are the same.
 *
 * @param {string} typed
 */
export function groupAddress(typed) {
  const name = typed.trim().normalize('NFC');
  return name.startsWith('#') ? name : `#${name}`;
}

/**
 * A number of bytes for people: exact below 10,000, then in kB or MB of 1,000 and 1,000,000.
 *
 * @param {number} bytes
 */
export function readableBytes(bytes) {
  if (bytes < 10_000) {
    return `${n(bytes)} B`;
  }
  const [unit, size] = bytes < 1_000_000 ? ['kB', 1000] : ['MB', 1_000_000];
  return `${n(bytes / size, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ${unit}`;
}
