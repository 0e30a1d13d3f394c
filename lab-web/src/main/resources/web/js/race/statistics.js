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
 * @returns {number[]} latencies of what arrived in that time on a wire, ascending, in milliseconds
 */
export function latencies(newestFirst, wire, from, to) {
  const found = [];
  for (const heat of newestFirst) {
    const at = heat.arrivals[wire];
    if (at > from && at <= to) {
      found.push(at - heat.due);
    } else if (heat.due < from - LONGEST) {
      break;
    }
  }
  return found.sort((one, other) => one - other);
}

/** No message is looked for that was due longer ago than this before a window, in milliseconds. */
const LONGEST = 60_000;

/**
 * What one wire's meters said, when, and how many messages this page had got over it by then.
 *
 * @typedef {object} Reading
 * @property {number} at `performance.now()`
 * @property {number} messages
 * @property {import('../api.js').Meters} meters
 */

/**
 * What a message cost between two readings of a wire's meters.
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
  const payload = classBytes(last.meters, 'payload') - classBytes(first.meters, 'payload');
  return {
    messages,
    bytes: bytes / messages,
    requests: (last.meters.requests - first.meters.requests) / messages,
    /** Of all bytes; nothing when the lab keeps no ledger. */
    payload: Number.isNaN(payload) || bytes === 0 ? undefined : payload / bytes,
  };
}

/** @param {import('../api.js').Meters} meters */
export function total({ bytesIn, bytesOut }) {
  return bytesIn + bytesOut;
}

/**
 * Bytes of one class of the ledger, both ways; `NaN` when the lab keeps none.
 *
 * @param {import('../api.js').Meters} meters
 * @param {string} name
 */
export function classBytes({ ledger }, name) {
  return ledger === undefined ? NaN : (ledger.in[name] ?? 0) + (ledger.out[name] ?? 0);
}
