// @ts-check
// When a lesson's race stops, and what can be read from it then. Every value is one that the page has measured.
import { n } from '../i18n/index.js';
import { explain } from '../inspector/explain.js';
import { framesOf } from '../inspector/frames.js';
import { duration } from '../race/track.js';

/** Polls that a step about polling shows at least. */
const POLLS = 4;
/** Requests after which the reuse of connections is seen. */
const REQUESTS = 8;
/** Milliseconds of a lane that a moment shows at least, and what is shown on either side of it. */
const LEAST_SPAN = 60;
const MARGIN = 0.12;

/**
 * @typedef {object} Facts what a step's race has seen since it began
 * @property {import('../race/heats.js').Heat[]} heats the oldest first
 * @property {import('../race/lane.js').Lane[]} lanes in the order of the page's lanes
 * @property {import('../inspector/tap.js').Tap | undefined} tap
 * @property {number} since when the step began, in `performance.now()`
 * @property {number} now
 * @property {number} burst messages that are published at once
 *
 * @typedef {object} Moment
 * @property {Record<string, string>} values for the sentence `lesson.ID.seen`
 * @property {number} from what the lanes show
 * @property {number} to
 * @property {string} [cursor] of the message whose bytes are shown
 */

/** @type {Record<string, (facts: Facts) => Moment | undefined>} */
export const moments = {
  handshake({ lanes: [lane], tap, now }) {
    const units = tap?.units(lane.id) ?? [];
    const request = units.find(({ direction }) => direction === 'in');
    const response = units.find(({ direction }) => direction === 'out');
    if (request === undefined || response === undefined || lane.spans.at(-1) === undefined) {
      return undefined;
    }
    return { values: { up: n(request.length), down: n(response.length) }, ...around(lane.begun, now) };
  },

  frames({ heats, lanes: [lane], tap, now }) {
    const heat = heats.find(({ cursor, arrivals }) => cursor !== undefined && arrivals[lane.index] <= now);
    const units = (heat && tap?.units(lane.id)) ?? [];
    const text = JSON.stringify(heat?.text);
    const command = units.find((unit) => unit.direction === 'in' && explain(unit).text.includes(text));
    const event = units.find((unit) => unit.direction === 'out' && explain(unit).text.includes(text));
    const [sent, received] = [command, event].map((unit) => unit && framesOf(unit.bytes)[0]);
    if (heat === undefined || sent === undefined || received === undefined) {
      return undefined;
    }
    return {
      values: {
        up: n(sent.header + sent.length),
        upHeader: n(sent.header),
        down: n(received.header + received.length),
        downHeader: n(received.header),
      },
      cursor: heat.cursor,
      ...around(heat.due, heat.arrivals[lane.index]),
    };
  },

  polling({ heats, lanes: [push, poll], since, now }) {
    const polls = answered(poll, since);
    const heat = heats.find((one) => polls.length >= POLLS && one.arrivals[push.index] <= now && one.arrivals[poll.index] <= now);
    if (heat === undefined) {
      return undefined;
    }
    return {
      values: {
        polls: n(polls.length),
        empty: n(polls.filter(({ events }) => events === 0).length),
        pushed: duration(heat.arrivals[push.index] - heat.due),
        polled: duration(heat.arrivals[poll.index] - heat.due),
      },
      cursor: heat.cursor,
      ...around(polls[0].begun, now),
    };
  },

  'long-polling'({ heats, lanes: [push, poll], since, now, burst }) {
    const first = heats.slice(0, burst);
    if (first.length < burst || !first.every(({ arrivals }) => arrivals[push.index] <= now && arrivals[poll.index] <= now)) {
      return undefined;
    }
    const latencies = first.map(({ due, arrivals }) => arrivals[poll.index] - due);
    const begun = Math.min(...first.map(({ due }) => due));
    const ended = Math.max(...first.map(({ arrivals }) => arrivals[poll.index]));
    const carried = answered(poll, since).filter((one) => one.events > 0 && (one.ended ?? 0) >= begun && one.begun <= ended);
    return {
      values: {
        messages: n(burst),
        polls: n(carried.length),
        fastest: duration(Math.min(...latencies)),
        slowest: duration(Math.max(...latencies)),
      },
      cursor: first[0].cursor,
      ...around(begun, ended),
    };
  },

  'keep-alive'({ lanes: [lane], since, now }) {
    const reading = lane.readings.at(-1);
    if (reading === undefined || reading.at < since || reading.meters.requests < REQUESTS) {
      return undefined;
    }
    const { requests, connectionsOpened } = reading.meters;
    return { values: { requests: n(requests), connections: n(connectionsOpened) }, ...around(since, now) };
  },
};

/**
 * @param {import('../race/lane.js').Lane} lane
 * @param {number} since
 * @returns {import('../transports/contract.js').Exchange[]} its polls that began since then and were answered, the oldest first
 */
function answered(lane, since) {
  return [...lane.exchanges].filter(
    ({ kind, begun, ended, failed }) => kind === 'poll' && begun >= since && ended !== undefined && failed !== true,
  );
}

/**
 * A span around two moments.
 *
 * @param {number} from
 * @param {number} to
 */
function around(from, to) {
  const span = Math.max(LEAST_SPAN, to - from);
  return { from: to - span * (1 + MARGIN), to: to + span * MARGIN };
}
