// @ts-check
import { connectSocket, socketUrl } from './socket.js';

export const id = 'websocket';
export const label = 'WebSocket';
export const about = 'One connection that stays open and carries both ways: the lab pushes each message as it happens.';

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  return connectSocket(
    options,
    (after) => socketUrl(options, options.where.path ?? '/ws', after),
    (data) => ({ lines: data.split('\n') }),
  );
}
