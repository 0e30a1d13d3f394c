// @ts-check
import { socketUnder } from '../address.js';
import { explainFrames } from '../inspector/units.js';
import { connectSocket } from './socket.js';

export const id = 'socket.io';
export const explain = explainFrames;

/**
 * A link over Socket.IO, on a WebSocket from the start: each event is a packet of its own, and the lab pings.
 *
 * @param {import('./contract.js').LinkOptions} options
 */
export function connect(options) {
  let from = options.after;
  return connectSocket(
    options,
    (after) => {
      from = after;
      const url = socketUnder(options.where.path ?? '/socket.io/', options.base);
      url.searchParams.set('EIO', '4');
      url.searchParams.set('transport', 'websocket');
      return new WebSocket(url);
    },
    (packet) => unwrap(packet, options.token, from),
    wrap,
  );
}

/**
 * @param {string} packet from the lab
 * @param {string} token
 * @param {string | undefined} after
 */
function unwrap(packet, token, after) {
  switch (packet.slice(0, packet.startsWith('4') ? 2 : 1)) {
    case '0':
      return { lines: [], reply: '40' + JSON.stringify({ token, after }) };
    case '2':
      return { lines: [], reply: '3' };
    case '42':
      return { lines: [JSON.stringify(JSON.parse(packet.slice(2))[1])] };
    case '44': {
      const { message, data } = JSON.parse(packet.slice(2));
      return { lines: [JSON.stringify({ type: 'error', code: data?.code ?? 'bad_request', message })], ends: true };
    }
    case '41':
      return { lines: [], ends: true };
    default:
      return { lines: [] };
  }
}

/** @param {string} line a command as JSON */
function wrap(line) {
  const { type, ...members } = JSON.parse(line);
  return '42' + JSON.stringify([type, members]);
}
