// @ts-check
import { n, t } from '../i18n/index.js';
import { beyond } from '../race/track.js';
import { byteLength } from '../text.js';
import { transportLabel } from '../words.js';
import { sizeOf } from './picture.js';

/** Stamps of the lab are cut to so many milliseconds. */
const RESOLUTION = 1;

/**
 * How an event came.
 *
 * @typedef {object} Carried
 * @property {string} transport its id
 * @property {number} [took] milliseconds from when the lab accepted it until this page had it, if the clocks are known
 * @property {number} error by how much that may be wrong
 * @property {number} bytes of the event, without what the transport adds to each
 */

/**
 * @param {string} transport
 * @param {import('../transports/contract.js').LabEvent} event
 * @param {import('../transports/contract.js').Arrival} arrival
 * @param {import('../clock-offset.js').ClockOffset} offset
 * @returns {Carried}
 */
export function carriedBy(transport, event, { at, serverAt }, offset) {
  const bytes = bytesOf(event);
  if (event.at === undefined) {
    return { transport, error: 0, bytes };
  }
  if (serverAt !== undefined) {
    return { transport, took: serverAt - event.at, error: RESOLUTION, bytes };
  }
  return offset.isKnown
    ? { transport, took: at - offset.toPage(event.at), error: offset.error + RESOLUTION, bytes }
    : { transport, error: 0, bytes };
}

/**
 * Bytes of an event as the lab encodes it: JSON, and content that came as bytes behind it (rule B8).
 *
 * @param {import('../transports/contract.js').LabEvent} event
 */
export function bytesOf({ form, ...event }) {
  if (form === undefined || event.data === undefined) {
    return byteLength(JSON.stringify(event));
  }
  const { data, ...head } = event;
  return byteLength(JSON.stringify(head)) + 1 + sizeOf(data);
}

/** @param {Carried} carried in words */
export function carriedText({ transport, took, error, bytes }) {
  return [
    transportLabel(transport),
    ...(took === undefined ? [] : [`\u2248${beyond(took, error)}`]),
    t('chat.bytes', { bytes: n(bytes) }),
  ].join(' · ');
}
