// @ts-check
import { connectSocket, socketUrl } from './socket.js';

export const id = 'tcp';

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  return connectSocket(
    options,
    (after) => socketUrl(options, '/lanes/tcp', after),
    (data) => {
      const { line, at, ping } = JSON.parse(data);
      return ping ? { lines: [], reply: '' } : { lines: [line], serverAt: at };
    },
  );
}
