// @ts-check
// The transports of the page, in the order of their lanes. A new one is one line here (and its import).
import * as httpStream from './http-stream.js';
import * as longPoll from './long-poll.js';
import * as shortPoll from './short-poll.js';
import * as socketIo from './socket.io.js';
import * as sse from './sse.js';
import * as tcp from './tcp.js';
import * as websocket from './websocket.js';

/** @type {readonly import('./contract.js').Transport[]} */
export const transports = [websocket, sse, longPoll, shortPoll, tcp, httpStream, socketIo];
