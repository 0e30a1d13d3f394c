// @ts-check
import { n, t } from '../i18n/index.js';

/**
 * A delay for people. One that lies within its error is only said to be below that.
 *
 * @param {number} milliseconds
 * @param {number} [error] by how much it may be wrong
 */
export function delayText(milliseconds, error = 0) {
  return milliseconds < error ? t('classroom.below', { time: timeText(Math.max(1, error)) }) : timeText(milliseconds);
}

/** @param {number} milliseconds */
export function timeText(milliseconds) {
  return milliseconds < 1000
    ? t('classroom.ms', { time: n(milliseconds, { maximumFractionDigits: milliseconds < 10 ? 1 : 0 }) })
    : t('classroom.s', { time: n(milliseconds / 1000, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) });
}
