// @ts-check
/** Headers that curl sets by itself. */
const OWN = new Set(['content-length', 'host', 'accept-encoding']);
/** What the lab shows in place of a token. */
const MASKED = /\*{9,}/g;

/**
 * A request as a command for a terminal. The token that the lab has masked is put in again, since without it the lab would
 * refuse the request: it is this page's own, and ends with its session.
 *
 * @param {string} text the request as it passed the lab's socket
 * @param {string} token
 * @param {string} protocol of the page, such as `http:`
 */
export function curlOf(text, token, protocol) {
  const end = text.indexOf('\r\n\r\n');
  const [first, ...lines] = text.slice(0, end).replace(MASKED, () => token).split('\r\n');
  const body = text.slice(end + 4);
  const [method = 'GET', path = '/'] = first.split(' ');
  const headers = lines.map((line) => /^([^:]+): ?(.*)$/.exec(line) ?? ['', '', '']);
  const host = headers.find(([, name]) => name.toLowerCase() === 'host')?.[2] ?? '';
  return [
    `curl -i -N --http1.1 ${quoted(`${protocol}//${host}${path}`)}`,
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...headers.filter(([, name]) => name !== '' && !OWN.has(name.toLowerCase())).map(([, name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ');
}

/** @param {string} text for a POSIX shell */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
