// @ts-check
import { connectSocket, socketUrl } from './socket.js';

export const id = 'tcp';
export const label = 'TCP lines';
export const about =
  'A browser cannot open TCP. The server\u2019s side of this lane is a real TCP client of the lab\u2019s own port; ' +
  'it hands each line on, stamped with the time at which it received it.';

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
