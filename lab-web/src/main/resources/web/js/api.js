// @ts-check
import { accessCode, askForAccessCode } from './access-code.js';
import { under } from './address.js';
import { t } from './i18n/index.js';
import { labKey } from './key.js';
import { LabError } from './transports/contract.js';

/**
 * @typedef {object} Session
 * @property {string} token
 * @property {string} user
 * @property {string} [avatar]
 *
 * @typedef {object} Meters what one transport has used, counted at the lab's sockets
 * @property {number} bytesIn into the lab
 * @property {number} bytesOut out of the lab
 * @property {number} requests
 * @property {number} emptyPolls
 * @property {number} connectionsOpened
 * @property {number} connectionsOpen
 * @property {Ledger} [ledger] the bytes by class, if known; sums to `bytesIn` and `bytesOut`
 *
 * @typedef {object} Ledger bytes by class
 * @property {Record<string, number>} in
 * @property {Record<string, number>} out
 */

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>} the body, or nothing when there is none
 */
export async function call(path, init = {}) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(under(path), { cache: 'no-store', signal: AbortSignal.timeout(10_000), ...init });
  } catch {
    throw new LabError('unreachable');
  }
  const text = await response.text();
  const body = text === '' ? undefined : parse(text);
  if (!response.ok) {
    throw new LabError(body?.code ?? 'error', body?.message ?? t('refusal.status', { status: response.status }));
  }
  return body;
}

/**
 * A call that needs the lab's key. Without one, nothing is sent.
 *
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>} the body, or nothing when there is none
 */
export async function callWithKey(path, init = {}) {
  const headers = keyHeader();
  try {
    return await call(path, { ...init, headers: { ...headers, ...init.headers } });
  } catch (error) {
    throw error instanceof LabError && error.code === 'unauthorized' ? new LabError('key_needed') : error;
  }
}

/**
 * Opens a stream of events that needs the lab's key.
 *
 * @param {string} path
 * @param {string} after the id of the latest event that was read, or nothing
 */
export async function openStream(path, after) {
  const response = await fetch(under(path), { cache: 'no-store', headers: { ...keyHeader(), ...(after && { 'Last-Event-ID': after }) } });
  if (!response.ok) {
    throw new LabError('error', t('refusal.status', { status: response.status }));
  }
  return response;
}

function keyHeader() {
  const key = labKey();
  if (key === undefined) {
    throw new LabError('key_needed');
  }
  return bearer(key);
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new LabError('error', t('refusal.not_json'));
  }
}

/** @param {string} token */
const bearer = (token) => ({ Authorization: `Bearer ${token}` });

/**
 * Opens a session. Where the lab demands an access code, it is asked for.
 *
 * @param {string} user
 * @param {string} avatar
 * @returns {Promise<Session>}
 */
export async function logIn(user, avatar) {
  const code = accessCode();
  try {
    return await openSession(user, avatar, code);
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'wrong_code') {
      throw error;
    }
    // Another log-in may have asked meanwhile.
    if (accessCode() === code && !(await askForAccessCode())) {
      throw error;
    }
    return logIn(user, avatar);
  }
}

/**
 * @param {string} user
 * @param {string} avatar
 * @param {string} [code]
 * @returns {Promise<Session>}
 */
async function openSession(user, avatar, code) {
  const body = JSON.stringify({ user, avatar, code });
  const answer = await call('/api/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  return { token: answer.token, user: answer.user, avatar };
}

/** @param {string} token */
export function logOut(token) {
  return call('/api/sessions/me', { method: 'DELETE', headers: bearer(token) });
}

/**
 * Ends a session even while the page goes away.
 *
 * @param {string} token
 */
export function logOutGoing(token) {
  void fetch(under('/api/sessions/me'), { method: 'DELETE', headers: bearer(token), keepalive: true }).catch(() => undefined);
}

/**
 * The page is going away, most likely for good: others are not to see its user among those who are there much longer.
 *
 * @param {string} token
 */
export function sayGoing(token) {
  void fetch(under('/api/sessions/me/going'), { method: 'POST', headers: bearer(token), keepalive: true }).catch(() => undefined);
}

/** @returns {Promise<Map<string, import('./transports/contract.js').Where>>} */
export async function whereTransportsAre() {
  const rows = /** @type {import('./transports/contract.js').Where[]} */ (await call('/api/transports'));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The meters of a session, and the lab's clock when they were read.
 *
 * @param {string} token
 * @returns {Promise<{at: number, transports: Record<string, Meters>}>} `at` in epoch milliseconds
 */
export async function sessionMeters(token) {
  return call('/api/sessions/me/meters', { headers: bearer(token) });
}

/**
 * Has the lab's robot publish messages. Needs the lab's key.
 *
 * @param {string} to the group
 * @param {number} rate texts a second
 * @param {number} size bytes of each
 */
export function askRobot(to, rate, size) {
  const body = JSON.stringify({ to, rate, size });
  return callWithKey('/api/robot', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
}

/** Renews its lease. */
export function renewRobot() {
  return callWithKey('/api/robot/lease', { method: 'POST' });
}

export function stopRobot() {
  return callWithKey('/api/robot', { method: 'DELETE', keepalive: true });
}

/**
 * Has the lab disconnect a session's WebSockets without a close frame, as a network that breaks does.
 *
 * @param {string} token
 */
export function cutSockets(token) {
  return call('/ws', { method: 'DELETE', headers: bearer(token) });
}
