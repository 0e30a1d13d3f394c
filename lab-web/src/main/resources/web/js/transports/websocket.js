// @ts-check
import { connectSocket, socketUrl } from './socket.js';

export const id = 'websocket';

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  return connectSocket(
    options,
    (after) => socketUrl(options, options.where.path ?? '/ws', after),
    (data) => ({ lines: data.split('\n') }),
  );
}
