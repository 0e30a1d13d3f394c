// @ts-check
/**
 * What every transport module of the page offers, and what it may rely on. Types only: nothing runs here.
 *
 * A transport module exports `id` (the transport's id, as everywhere in Wirelab) and `connect`, and whatever else of
 * `Transport` differs. To add one: write the module, name it in `index.js`, and add to each file of `js/i18n` its
 * `transport.ID.label`, `.about`, `.short` and, if needed, `.measured`. No other file of the page names a transport.
 *
 * A link is one connection of a session over one transport. Until it is closed it
 * - keeps its cursor and resumes from it after every interruption, so nothing is lost or duplicated;
 * - reconnects by itself with growing pauses, unless the lab has said that this is useless;
 * - sends commands in their order; one that was interrupted is sent again with the same id, which the lab does not execute
 *   twice.
 *
 * @typedef {object} LabEvent an event of the protocol, or the answer to a command
 * @property {string} type
 * @property {string} [id]
 * @property {string} [cursor]
 * @property {string} [from]
 * @property {string} [to]
 * @property {string} [text]
 * @property {string} [media] of binary content: its media type, as its sender calls it
 * @property {string} [name] of binary content: a file name
 * @property {string} [data] binary content in base64
 * @property {'Blob' | 'ArrayBuffer'} [form] how the browser gave binary content to the page, where it came as bytes
 * @property {number} [at] epoch milliseconds
 * @property {string} [user]
 * @property {string} [code]
 * @property {string} [message]
 * @property {string} [reason]
 * @property {number} [count]
 * @property {boolean} [more]
 * @property {{name: string, avatar?: string}[]} [users]
 * @property {{name: string, count: number, member?: boolean}[]} [groups]
 * @property {LabEvent[]} [events] of a page of history
 * @property {Arrival} [arrival] of an answer that `send` returns, if known: when it arrived
 *
 * @typedef {object} Command a command of the protocol; `send` adds its id
 * @property {string} type
 * @property {string} [id]
 * @property {string} [to]
 * @property {string} [text]
 * @property {string} [media]
 * @property {string} [name]
 * @property {string} [data]
 * @property {boolean} [watch]
 * @property {string} [before] cursor before which history is asked for
 * @property {number} [max] how much of it at most
 *
 * @typedef {object} Arrival when an event arrived
 * @property {number} at `performance.now()` when the page's code got it
 * @property {number} [serverAt] epoch milliseconds when the server's side of the lane got it; only where the browser is
 *     not the end of the transport's connection
 *
 * @typedef {object} Where a transport's row in `GET /api/transports`
 * @property {string} id
 * @property {string} [path]
 * @property {string} [host]
 * @property {number} [port]
 * @property {number} [tlsPort] the port of the same over TLS, if the lab has one
 * @property {'stream' | 'poll'} kind whether the lab sends events on an open connection, or is asked for them
 * @property {'connection' | 'post'} commands how commands go
 * @property {boolean} browser whether a web page can use it
 *
 * @typedef {'connecting' | 'open' | 'waiting' | 'queued' | 'idle' | 'retrying' | 'closed'} StateName
 *     connecting: not yet open; open: a connection is open; waiting: a request is pending at the lab until there is
 *     something; queued: other tabs hold the browser's connections; idle: between two polls; retrying: interrupted, will reconnect; closed: final
 *
 * @typedef {object} Exchange one HTTP request of a link and its answer; times are of `performance.now()`
 * @property {'poll' | 'command'} kind
 * @property {number} begun when it was sent
 * @property {number} [ended] when it was answered or failed
 * @property {number} events how many events the answer brought
 * @property {boolean} [failed]
 *
 * @typedef {object} Pacing how a link polls; it is read before each poll, so changes take effect
 * @property {number} every milliseconds from the start of one poll to the start of the next, where the lab answers at once
 * @property {number} wait seconds for which the lab may hold a poll, where it holds them
 * @property {number} rest milliseconds of rest after an answer that brought something, before it asks again: a slow reader
 *
 * @typedef {object} LinkState
 * @property {StateName} name
 * @property {string} [code] why it is retrying or closed: an error code of the contract, or `unreachable`
 * @property {number} [retryIn] milliseconds until the next attempt, when retrying
 *
 * @typedef {object} LinkOptions
 * @property {string} base where the lab is, such as `http://127.0.0.1:7070/`; ends in a slash
 * @property {Where} where its row in `GET /api/transports`
 * @property {number} [via] the port of an emulated network, for a transport whose connection begins at the lab's server
 * @property {string} token
 * @property {string} [after] cursor to read on from; without it the link starts at the present
 * @property {(event: LabEvent, arrival: Arrival) => void} onEvent every event in order; not the answers that `send` returns
 * @property {(state: LinkState) => void} onState
 * @property {(exchange: Exchange) => void} [onExchange] each request as it begins; the object is completed when it ends
 * @property {Pacing} [pacing]
 * @property {BinaryType} [binary] uses version 2, in which messages may be binary, and says how a socket hands over bytes;
 *     without it the link uses version 1
 *
 * @typedef {object} Link
 * @property {(command: Command) => Promise<LabEvent>} send resolves with the lab's answer, rejects with a `LabError`
 * @property {() => string | undefined} cursor the place to read on from
 * @property {() => {readyState: number, bufferedAmount: number} | undefined} [look] the browser's socket, where there is one
 * @property {() => void} [hurry] ends the present pause between two polls
 * @property {() => void} close ends it for good; commands without an answer are rejected
 *
 * @typedef {object} Transport
 * @property {string} id
 * @property {(options: LinkOptions) => Link} connect
 * @property {boolean} [isUsual] whether the race has a lane of it unless the address names others
 * @property {string} [example] the file of its smallest client in `examples/`, where that is no page
 * @property {(bytes: Uint8Array) => import('../inspector/units.js').Explained} [explain] explains a unit of its bytes that
 *     is not HTTP
 * @property {Partial<Record<StateName, import('../i18n/index.js').Key>>} [states] the texts of states that differ on
 *     this transport
 * @property {boolean} [isTextOnly] whether its links have version 1 only
 * @property {boolean} [stampsArrivals] whether `Arrival.serverAt` is there
 */

/** A refusal by the lab, or by the page on its behalf: an error code of the contract and a text for people. */
export class LabError extends Error {
  /**
   * @param {string} code
   * @param {string} [message]
   */
  constructor(code, message) {
    super(message ?? code);
    this.name = 'LabError';
    this.code = code;
  }
}
