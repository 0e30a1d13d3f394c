// @ts-check
import { explainLine } from '../inspector/units.js';
import { connectSocket, sessionSocket } from './socket.js';

export const id = 'tcp';
export const isUsual = true;
/** The lane relays lines of version 1. */
export const isTextOnly = true;
export const example = 'tcp.mjs';
export const explain = explainLine;
/** The server, which holds the TCP connection, states when it received each line. */
export const stampsArrivals = true;

/** The path of the lane's WebSocket. */
export const LANE = '/lanes/tcp';

/** @param {import('./contract.js').LinkOptions} options */
export function connect(options) {
  // Without `look`: the browser's socket is not the TCP connection.
  const own = { ...options, binary: undefined };
  const link = connectSocket(
    own,
    (after) => sessionSocket(own, own.via === undefined ? LANE : `${LANE}?via=${own.via}`, after),
    (data) => {
      const { line, at, ping } = JSON.parse(data);
      return ping ? { lines: [], reply: '' } : { lines: [line], serverAt: at };
    },
  );
  return { send: link.send, cursor: link.cursor, close: link.close };
}
