// @ts-check
import { ascending, percentile } from '../race/statistics.js';

/** What the axis shows, in milliseconds. It is logarithmic: a push takes some of them, a poll hundreds. */
export const LEAST = 1;
export const MOST = 30_000;
/** The marks on the axis, in milliseconds. */
export const MARKS = [1, 10, 100, 1000, 10_000];
/** A phone without a connection for so long is away, in milliseconds: a short poll comes once a second. */
const AWAY = 3000;

/**
 * Where a delay is on the axis, from 0 to 1.
 *
 * @param {number} delay milliseconds
 */
export function position(delay) {
  const within = Math.min(MOST, Math.max(LEAST, delay));
  return Math.log(within / LEAST) / Math.log(MOST / LEAST);
}

/**
 * How many delays there are in each part of the axis.
 *
 * @param {number[]} delays
 * @param {number} parts
 */
export function histogram(delays, parts) {
  const counts = new Array(parts).fill(0);
  delays.forEach((delay) => counts[Math.min(parts - 1, Math.floor(position(delay) * parts))]++);
  return /** @type {number[]} */ (counts);
}

/**
 * Rows for marks beside and above each other: each mark in the lowest row in which it covers no other, or else in the row
 * where it covers the least.
 *
 * @param {number[]} places ascending, 0 to 1
 * @param {number} width of a mark, as a share of the whole
 * @param {number} rows
 */
export function stack(places, width, rows) {
  const ends = new Array(rows).fill(-Infinity);
  return places.map((place) => {
    const free = ends.findIndex((end) => end <= place);
    const row = free >= 0 ? free : ends.indexOf(Math.min(...ends));
    ends[row] = place + width;
    return row;
  });
}

/** @param {number[]} numbers */
export function median(numbers) {
  return percentile(ascending([...numbers]), 0.5);
}

/** @param {import('./wall-api.js').Pupil} pupil */
export const isAway = ({ idle }) => idle > AWAY;

/**
 * What one transport's lane shows of the current round.
 *
 * @param {import('./wall-api.js').Pupil[]} pupils those with this transport
 */
export function laneOf(pupils) {
  const delays = ascending(pupils.flatMap((pupil) => pupil.delays));
  const reported = pupils.filter((pupil) => pupil.delays.length > 0);
  return {
    delays,
    pupils: pupils.length,
    reported: reported.length,
    away: pupils.filter(isAway).length,
    p50: percentile(delays, 0.5),
    p95: percentile(delays, 0.95),
    most: delays.at(-1),
    /** By how much most of these delays may be wrong. */
    error: median(reported.flatMap(({ error }) => (error === undefined ? [] : [error]))),
  };
}

/**
 * Bytes of a transport, both ways, and how many that is for each event that arrived.
 *
 * @param {import('./wall-api.js').Traffic | undefined} traffic
 */
export function bytesOf(traffic) {
  const { bytesIn = 0, bytesOut = 0, eventsDelivered = 0 } = traffic ?? {};
  const bytes = bytesIn + bytesOut;
  return { bytes, perEvent: eventsDelivered === 0 ? undefined : bytes / eventsDelivered };
}

/**
 * What stands on a dot: the first two characters of a name.
 *
 * @param {string} user
 */
export const initials = (user) => [...user].slice(0, 2).join('');
