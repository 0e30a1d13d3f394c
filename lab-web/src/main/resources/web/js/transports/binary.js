// @ts-check
/**
 * Binary content as it travels on a WebSocket in version 2 (rule B8): a line of JSON, a line feed, the bytes. In the page an
 * event and a command have it as base64 in `data`, as on every other transport.
 */
const LINE_FEED = 10;
/** Bytes that are turned into characters at once. */
const PIECE = 8192;

/**
 * The event of a binary message.
 *
 * @param {ArrayBuffer} message
 * @param {'Blob' | 'ArrayBuffer'} form how the browser gave it to the page
 * @returns {import('./contract.js').LabEvent}
 */
export function unpack(message, form) {
  const bytes = new Uint8Array(message);
  const end = bytes.indexOf(LINE_FEED);
  const event = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return { ...event, data: base64(bytes.subarray(end + 1)), form };
}

/**
 * A command as it is sent: one with `data` as a binary message, any other as text.
 *
 * @param {string} line
 * @returns {string | Uint8Array<ArrayBuffer>}
 */
export function pack(line) {
  // Within a string of JSON the quotes would be escaped.
  if (!line.includes('"data":"')) {
    return line;
  }
  const { data, ...command } = JSON.parse(line);
  const head = new TextEncoder().encode(`${JSON.stringify(command)}\n`);
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const message = new Uint8Array(head.length + bytes.length);
  message.set(head);
  message.set(bytes, head.length);
  return message;
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(text);
}
