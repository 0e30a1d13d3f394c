// @ts-check
// What a phone asks of the lab.
import { call } from '../api.js';

/**
 * @typedef {object} Place a pupil's place in the class
 * @property {string} teacher the user name of who publishes
 * @property {string} transport the one that is assigned or chosen
 * @property {string[]} transports that a phone can use
 * @property {number} at the lab's clock, epoch milliseconds
 */

const ME = '/api/class/me';

/** @param {string} token */
const bearer = (token) => ({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' });

/**
 * Opens a session.
 *
 * @param {string} user
 * @param {string} [code] the access code
 * @returns {Promise<{token: string, user: string}>}
 */
export function enter(user, code) {
  const body = JSON.stringify({ user, code });
  return call('/api/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}

/**
 * Joins the class, or chooses a transport.
 *
 * @param {string} token
 * @param {string} [transport]
 * @returns {Promise<Place>}
 */
export function joinClass(token, transport) {
  return call(ME, { method: 'POST', headers: bearer(token), body: JSON.stringify({ transport }) });
}

/**
 * @param {string} token
 * @returns {Promise<Place>}
 */
export function place(token) {
  return call(ME, { headers: bearer(token) });
}

/**
 * @param {string} token
 * @param {object} report of `Arrivals`
 * @returns {Promise<Place>}
 */
export function reportArrivals(token, report) {
  return call(`${ME}/arrivals`, { method: 'POST', headers: bearer(token), body: JSON.stringify(report) });
}
