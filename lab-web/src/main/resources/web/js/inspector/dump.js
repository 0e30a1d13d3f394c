// @ts-check
import { n, t } from '../i18n/index.js';
import { h } from '../parts.js';

/** Bytes in a row, where there is room and where there is little. */
export const ROW = 16;
export const SHORT_ROW = 8;
/** Bytes that are shown at most. */
const MOST_BYTES = 4096;
/** From so many stars on, a run of them is a token that the lab has masked. */
const LEAST_MASKED = 24;
const STAR = 0x2a;
/** The class of what people write, where stars are stars. */
const PAYLOAD = 'payload';

/**
 * Bytes as hex and as text side by side, each coloured by its class. A masked token takes one row, however long it is.
 *
 * @param {Uint8Array} bytes
 * @param {[string, number][]} spans
 * @param {number} [length] of a row
 * @param {{from: number, to: number}[]} [fields] parts to be distinguished: no element has bytes of two of them
 */
export function dump(bytes, spans, length = ROW, fields = []) {
  const classes = classOfEach(bytes.length, spans);
  const ends = new Set(fields.flatMap(({ from, to }) => [from, to]));
  return rowsOf(bytes, length, classes).map(({ from, to, isMasked }) => {
    const codes = h('span', { class: 'hex' });
    const signs = h('span', { class: 'signs' });
    const row = h('div', { class: 'dump-row' }, h('span', { class: 'place' }, from.toString(16).padStart(4, '0')), codes, signs);
    if (isMasked) {
      const what = { 'data-class': classes[from], 'data-from': from, 'data-to': to };
      codes.append(h('span', what, t('bytes.maskedRow', { count: n(to - from) })));
      return row;
    }
    for (let run = from; run < to; ) {
      let end = run + 1;
      while (end < to && classes[end] === classes[run] && !ends.has(end)) {
        end++;
      }
      const part = bytes.subarray(run, end);
      const what = { 'data-class': classes[run], 'data-from': run, 'data-to': end };
      codes.append(h('span', what, Array.from(part, code).join(' ')), ' ');
      signs.append(h('span', what, Array.from(part, sign).join('')));
      run = end;
    }
    return row;
  });
}

/**
 * Which bytes are in which row.
 *
 * @param {Uint8Array} bytes
 * @param {number} length of a row
 * @param {string[]} classes of the bytes
 * @returns {{from: number, to: number, isMasked: boolean}[]}
 */
export function rowsOf(bytes, length, classes) {
  const maskedFrom = (/** @type {number} */ at) => {
    const to = classes[at] === PAYLOAD ? at : starsFrom(bytes, at);
    return to - at < LEAST_MASKED ? at : to;
  };
  const rows = [];
  const most = Math.min(bytes.length, MOST_BYTES);
  for (let from = 0; from < most; ) {
    const masked = maskedFrom(from);
    const isMasked = masked > from;
    let to = isMasked ? masked : Math.min(from + length, bytes.length);
    for (let at = from + 1; !isMasked && at < to; at++) {
      if (bytes[at - 1] !== STAR && maskedFrom(at) > at) {
        to = at;
      }
    }
    rows.push({ from, to, isMasked });
    from = to;
  }
  return rows;
}

/**
 * Where the stars end that begin at a place.
 *
 * @param {Uint8Array} bytes
 * @param {number} from
 */
function starsFrom(bytes, from) {
  let to = from;
  while (bytes[to] === STAR) {
    to++;
  }
  return to;
}

/**
 * @param {number} length
 * @param {[string, number][]} spans
 * @returns {string[]}
 */
export function classOfEach(length, spans) {
  const classes = spans.flatMap(([name, bytes]) => new Array(Math.max(0, Math.min(bytes, length))).fill(name));
  return classes.slice(0, length);
}

/** @param {number} byte */
const code = (byte) => byte.toString(16).padStart(2, '0');

/** @param {number} byte what is no sign of ASCII is a dot */
const sign = (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');
