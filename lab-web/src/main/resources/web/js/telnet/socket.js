// @ts-check
import { openWithToken, socketUnder } from '../address.js';
import { LANE } from '../transports/tcp.js';

/**
 * @typedef {object} TelnetLine a line that the lab's TCP port sent
 * @property {string} line without its end
 * @property {number} at epoch milliseconds when the server's side of the pane received it
 * @property {number} bytesIn what the TCP connection has carried into the lab so far
 * @property {number} bytesOut and out of it
 */

/** A TCP connection to the lab's own port, as a person's telnet has; the lab's side of the page keeps it for us. */
export class TelnetSocket {
  #socket;
  #closed = false;

  /**
   * @param {string} token of the session that it logs in to
   * @param {{onLine: (line: TelnetLine) => void, onClose: (why: string) => void}} listener
   */
  constructor(token, { onLine, onClose }) {
    const url = socketUnder(LANE);
    url.searchParams.set('as', 'person');
    this.#socket = openWithToken(url, token);
    this.#socket.onmessage = ({ data }) => {
      const { ping, ...line } = JSON.parse(String(data));
      if (ping) {
        this.#socket.send('');
      } else {
        onLine({ ...line, line: line.line.replace(/\r$/, '') });
      }
    };
    this.#socket.onclose = ({ reason }) => {
      if (!this.#closed) {
        this.#closed = true;
        onClose(reason);
      }
    };
  }

  /**
   * @param {string} line what was typed, without an end
   * @returns {boolean} whether it went out
   */
  send(line) {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.#socket.send(line);
    return true;
  }

  close() {
    this.#closed = true;
    this.#socket.close();
  }
}
