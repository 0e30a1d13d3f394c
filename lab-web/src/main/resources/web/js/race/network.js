// @ts-check
import { socketUnder } from '../address.js';
import { LabError } from '../transports/contract.js';

/** The names under which a page on the lab's own machine is open; networks are for these alone. */
const OWN_MACHINE = new Set(['127.0.0.1', 'localhost']);
/** How long the lab may take to open one, in milliseconds. */
const OPEN_DUE = 10_000;

/** Whether this page can have a network: the lab's ports for it listen on loopback, in plaintext. */
export function isPossible(place = location) {
  return place.protocol === 'http:' && OWN_MACHINE.has(place.hostname);
}

/**
 * An emulated network between this page and the lab, with a port of its own for each lane. It is there as long as its
 * socket is open.
 */
export class Network {
  /** Milliseconds from this page to the lab. */
  up = 0;
  /** Milliseconds from the lab to this page. */
  down = 0;
  /** @type {Map<string, number>} */
  #ports = new Map();
  #socket;
  #isClosed = false;

  /**
   * @param {string} link the network's name
   * @param {string[]} lanes the transports
   */
  constructor(link, lanes) {
    const url = socketUnder('/networks');
    url.searchParams.set('link', link);
    url.searchParams.set('lanes', lanes.join(','));
    this.#socket = new WebSocket(url);
  }

  /**
   * Waits until it is open.
   *
   * @param {() => void} onEnd called when it has ended unasked
   */
  async opened(onEnd) {
    const socket = this.#socket;
    const timer = setTimeout(() => socket.close(), OPEN_DUE);
    /** @type {{up: number, down: number, ports: Record<string, number>}} */
    const answer = await new Promise((resolve, reject) => {
      socket.onmessage = ({ data }) => resolve(JSON.parse(data));
      socket.onclose = () => reject(new LabError('network'));
    }).finally(() => clearTimeout(timer));
    this.up = answer.up;
    this.down = answer.down;
    this.#ports = new Map(Object.entries(answer.ports));
    socket.onclose = () => this.#isClosed || onEnd();
  }

  /**
   * The port of a lane.
   *
   * @param {string} lane
   */
  port(lane) {
    return /** @type {number} */ (this.#ports.get(lane));
  }

  /**
   * The lab behind the network.
   *
   * @param {string} lane
   */
  base(lane) {
    return `http://127.0.0.1:${this.port(lane)}/`;
  }

  /**
   * Cuts a lane's connections, or holds up for 5 s what is on its way.
   *
   * @param {'drop' | 'stall'} type
   * @param {string} lane
   */
  strike(type, lane) {
    this.#send({ type, lane });
  }

  /**
   * What a proxy on the way of a lane does. Its connections end if that changes.
   *
   * @param {string} lane
   * @param {boolean} block whether it forwards no upgrades
   * @param {boolean} buffer whether it buffers responses
   */
  proxy(lane, block, buffer) {
    this.#send({ type: 'proxy', lane, block, buffer });
  }

  /** @param {object} command */
  #send(command) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(command));
    }
  }

  close() {
    this.#isClosed = true;
    this.#socket.close();
  }
}
