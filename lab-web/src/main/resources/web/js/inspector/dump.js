// @ts-check
import { h } from '../parts.js';

/** Bytes in a row. */
const ROW = 16;
/** Rows that are shown at most. */
const MOST_ROWS = 256;

/**
 * Bytes as hex and as text side by side, each coloured by its class.
 *
 * @param {Uint8Array} bytes
 * @param {[string, number][]} spans
 */
export function dump(bytes, spans) {
  const classes = classOfEach(bytes.length, spans);
  const rows = [];
  for (let from = 0; from < bytes.length && rows.length < MOST_ROWS; from += ROW) {
    const to = Math.min(from + ROW, bytes.length);
    const row = h('div', { class: 'dump-row' }, h('span', { class: 'place' }, from.toString(16).padStart(4, '0')));
    const codes = h('span', { class: 'codes' });
    const signs = h('span', { class: 'signs' });
    for (let run = from; run < to; ) {
      let end = run + 1;
      while (end < to && classes[end] === classes[run]) {
        end++;
      }
      const part = bytes.subarray(run, end);
      codes.append(h('span', { 'data-class': classes[run] }, Array.from(part, code).join(' ')), ' ');
      signs.append(h('span', { 'data-class': classes[run] }, Array.from(part, sign).join('')));
      run = end;
    }
    row.append(codes, signs);
    rows.push(row);
  }
  return rows;
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
