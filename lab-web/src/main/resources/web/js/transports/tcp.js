// @ts-check
import { explainLine } from '../inspector/units.js';
import { connectSocket, socketUrl } from './socket.js';

export const id = 'tcp';
export const explain = explainLine;
/** The lab's side of the lane, which holds the TCP connection, says when it received each line. */
export const stampsArrivals = true;

/** Where the lab's side of a lane is. */
export const LANE = '/lanes/tcp';

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  // The browser's socket leads to the lane, and is not the TCP connection.
  const link = connectSocket(
    options,
    (after) => socketUrl(options, LANE, after),
    (data) => {
      const { line, at, ping } = JSON.parse(data);
      return ping ? { lines: [], reply: '' } : { lines: [line], serverAt: at };
    },
  );
  return { send: link.send, cursor: link.cursor, close: link.close };
}
