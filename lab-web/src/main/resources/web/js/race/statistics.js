// @ts-check
/**
 * The value at or below which a share of some numbers lies (nearest rank).
 *
 * @param {number[]} sorted ascending
 * @param {number} share 0 to 1
 * @returns {number | undefined} nothing when there are no numbers
 */
export function percentile(sorted, share) {
  return sorted.length === 0 ? undefined : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/**
 * @param {Iterable<import('./heats.js').Heat>} newestFirst
 * @param {number} wire
 * @param {number} from
 * @param {number} to
 * @param {number} [since] messages that were due earlier do not count: the settings have changed
 * @returns {import('./heats.js').Heat[]} the messages that arrived on a transport in that time
 */
export function arrived(newestFirst, wire, from, to, since = -Infinity) {
  const found = [];
  for (const heat of newestFirst) {
    const at = heat.arrivals[wire];
    if (at > from && at <= to && heat.due >= since) {
      found.push(heat);
    } else if (heat.due < from - LONGEST) {
      break;
    }
  }
  return found;
}

/** @param {number[]} numbers */
export function ascending(numbers) {
  return numbers.sort((one, other) => one - other);
}

/**
 * @param {Parameters<typeof arrived>} which
 * @returns {number[]} latencies of the messages that {@link arrived}, ascending, in milliseconds
 */
export function latencies(...which) {
  const [, wire] = which;
  return ascending(arrived(...which).map((heat) => heat.arrivals[wire] - heat.due));
}

/** No message is looked for that was due longer ago than this before a window, in milliseconds. */
const LONGEST = 60_000;

/**
 * A reading of a transport's meters, with the messages that this page had received and sent over it by then.
 *
 * @typedef {object} Reading
 * @property {number} at `performance.now()` when it arrived
 * @property {number} [asked] when it was asked for: what it has may be of then
 * @property {number} messages that arrived
 * @property {number} payload bytes of messages' texts, as `payloadBytes` counts them
 * @property {import('../api.js').Meters} meters
 * @property {import('../api.js').Ledger} [ledger] the bytes by what they were there for, if anybody looks
 */

const utf8 = new TextEncoder();

/**
 * Bytes of a message's text as the lab's ledger counts them: UTF-8 with the escapes of JSON, without quotes.
 *
 * @param {string} text
 */
export function payloadBytes(text) {
  return utf8.encode(JSON.stringify(text)).length - 2;
}

/**
 * Cost per message between two readings of a transport's meters.
 *
 * @param {Reading | undefined} first
 * @param {Reading | undefined} last
 */
export function costs(first, last) {
  if (first === undefined || last === undefined || last.messages <= first.messages) {
    return undefined;
  }
  const messages = last.messages - first.messages;
  const bytes = total(last.meters) - total(first.meters);
  return {
    messages,
    bytes: bytes / messages,
    requests: (last.meters.requests - first.meters.requests) / messages,
    /** Polls that brought nothing, of all requests. */
    empty: ratio(last.meters.emptyPolls - first.meters.emptyPolls, last.meters.requests - first.meters.requests),
    /** Of all bytes. */
    payload: bytes === 0 ? undefined : (last.payload - first.payload) / bytes,
  };
}

/** @typedef {NonNullable<ReturnType<typeof costs>>} Cost */

/**
 * @param {number} part
 * @param {number} whole
 */
function ratio(part, whole) {
  return whole === 0 ? 0 : part / whole;
}

/**
 * The bytes between the readings of a transport's meters, both ways, from the newest to the oldest.
 *
 * @param {Iterable<Reading>} newestFirst
 * @param {number} begun when the meters were zero
 * @returns {Generator<{from: number, to: number, up: number, down: number}>} times, and bytes per second
 */
export function* byteRates(newestFirst, begun) {
  /** @type {Reading | undefined} */
  let later;
  for (const reading of newestFirst) {
    if (later !== undefined) {
      yield rates(later, reading.at, reading.meters);
    }
    later = reading;
  }
  if (later !== undefined) {
    yield rates(later, begun, { bytesIn: 0, bytesOut: 0 });
  }
}

/**
 * @param {Reading} later
 * @param {number} from
 * @param {Pick<import('../api.js').Meters, 'bytesIn' | 'bytesOut'>} before
 */
function rates({ at, meters }, from, before) {
  const seconds = Math.max(1, at - from) / 1000;
  return { from, to: at, up: (meters.bytesIn - before.bytesIn) / seconds, down: (meters.bytesOut - before.bytesOut) / seconds };
}

/**
 * The next of 1, 1.5, 2, 3, 4, 6 and 8 times a power of ten.
 *
 * @param {number} value
 */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return (/** @type {number} */ ([1, 1.5, 2, 3, 4, 6, 8, 10].find((one) => one * power >= value))) * power;
}

/** @param {import('../api.js').Meters} meters */
export function total({ bytesIn, bytesOut }) {
  return bytesIn + bytesOut;
}

/**
 * Bytes of one class of a ledger, both ways; `NaN` without one.
 *
 * @param {import('../api.js').Ledger | undefined} ledger
 * @param {string} name
 */
export function classBytes(ledger, name) {
  return ledger === undefined ? NaN : (ledger.in[name] ?? 0) + (ledger.out[name] ?? 0);
}
