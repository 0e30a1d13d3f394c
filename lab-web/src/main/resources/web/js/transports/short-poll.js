// @ts-check
import { connectPolling } from './polling.js';

export const id = 'short-poll';
export const isUsual = true;

/** Milliseconds from one poll to the next. */
const EVERY = 1000;

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  return connectPolling(options, {
    path: options.where.path ?? '/poll/short',
    wait: 0,
    every: EVERY,
    host: (base) => Promise.resolve(base),
  });
}
