// @ts-check

/** The folder of the page, which is where the lab is: a proxy may have put it under a path of its own. */
export const home = () => new URL('.', location.href).href;

/**
 * An address of the lab.
 *
 * @param {string} path from the lab's root, such as `/api/sessions`
 * @param {string} [base] where the lab is, ending in a slash
 */
export function under(path, base = home()) {
  return new URL(path.replace(/^\//, ''), base);
}

/**
 * The same for a WebSocket.
 *
 * @param {string} path
 * @param {string} [base]
 */
export function socketUnder(path, base = home()) {
  return under(path, base.replace(/^http/, 'ws'));
}

/**
 * Opens a WebSocket of the lab for a session. Its token is offered as a subprotocol: an address is in the logs of proxies.
 *
 * @param {URL | string} url
 * @param {string} token
 */
export function openWithToken(url, token) {
  return new WebSocket(url, ['wirelab.v1', `bearer.${token}`]);
}
