// @ts-check
import { explainFrames } from '../inspector/units.js';
import { connectSocket, sessionSocket } from './socket.js';

export const id = 'websocket';
export const isUsual = true;
export const explain = explainFrames;

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  return connectSocket(
    options,
    (after) => sessionSocket(options, options.where.path ?? '/ws', after),
    (data) => ({ lines: data.split('\n') }),
  );
}
