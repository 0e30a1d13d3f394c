// @ts-check
import { openWithToken, socketUnder } from '../address.js';

/**
 * A WebSocket as a page makes it, without any of the page's own care for it.
 *
 * @param {string} token of a session
 * @param {import('../transports/contract.js').Where | undefined} where the transport's row
 * @param {Record<string, string>} [parameters]
 */
export function openSocket(token, where, parameters = {}) {
  const url = socketUnder(where?.path ?? '/ws');
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  return openWithToken(url, token);
}
