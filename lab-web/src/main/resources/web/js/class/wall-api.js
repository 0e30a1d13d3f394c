// @ts-check
// What the wall asks of the lab, with its key.
import { callWithKey } from '../api.js';

/**
 * @typedef {object} Pupil
 * @property {string} user
 * @property {string} transport
 * @property {number} idle milliseconds without a connection
 * @property {number} [error] milliseconds by which the phone's times may be wrong
 * @property {number[]} delays milliseconds, of the current round
 *
 * @typedef {object} Traffic of all pupils on one transport
 * @property {number} bytesIn
 * @property {number} bytesOut
 * @property {number} requests
 * @property {number} emptyPolls
 * @property {number} eventsDelivered
 *
 * @typedef {object} ClassState
 * @property {number} places
 * @property {string[]} transports
 * @property {{number: number, kind: 'messages' | 'cut', text: string, messages: number}} round
 * @property {Pupil[]} pupils
 * @property {Record<string, Traffic>} traffic
 *
 * @typedef {object} Invitation
 * @property {string} url
 * @property {string} address
 * @property {string} [code]
 * @property {number} size of the QR code's square
 * @property {string} path of its dark modules
 */

const CLASS = '/api/class';

/** @returns {Promise<ClassState>} */
export const classState = () => callWithKey(CLASS);

/** @returns {Promise<Invitation>} */
export const invitation = () => callWithKey(`${CLASS}/invitation`);

/**
 * @param {string} text
 * @param {number} messages
 */
export const publishRound = (text, messages) => post('rounds', { text, messages });

/** @param {string} text */
export const cutClass = (text) => post('cut', { text });

/** @param {string | undefined} transport nothing for the assigned ones, evenly */
export const moveClass = (transport) => post('move', { transport });

/** @param {string} user */
export const removePupil = (user) => callWithKey(`${CLASS}/pupils/${encodeURIComponent(user)}`, { method: 'DELETE' });

/**
 * @param {string} what
 * @param {object} fields
 */
function post(what, fields) {
  const body = JSON.stringify(fields);
  return callWithKey(`${CLASS}/${what}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}
