// @ts-check
// What a unit of bytes is, by its format: an HTTP request or response, WebSocket frames, a line.
import { n, t } from '../i18n/index.js';
import { byteLength } from '../text.js';
import { framesOf } from './frames.js';

const utf8 = new TextDecoder();
/** Bytes at the end of a line of HTTP. */
const LINE_END = 2;

/**
 * @typedef {object} Explained
 * @property {string} summary a few words
 * @property {string} text what it carries, masks taken off
 * @property {boolean} isFrames whether the text cannot be read in the bytes themselves
 * @property {Fact[]} facts its parts, one by one
 *
 * @typedef {object} Fact a part of a unit
 * @property {string} name
 * @property {string} value
 * @property {string} about what it is there for
 * @property {number} from its first byte
 * @property {number} to behind its last byte
 */

/**
 * @param {string} text
 * @returns {Explained}
 */
export function explainHttp(text) {
  const [head, body = ''] = splitOnce(text, '\r\n\r\n');
  const [first, ...lines] = head.split('\r\n');
  let from = 0;
  const place = (/** @type {string} */ line) => {
    const to = from + byteLength(line);
    const where = { from, to };
    from = to + LINE_END;
    return where;
  };
  const about = t(first.startsWith('HTTP/') ? 'bytes.statusLine' : 'bytes.requestLine');
  const facts = [{ name: shortened(first), value: '', about, ...place(first) }];
  for (const line of lines) {
    const [name, value = ''] = splitOnce(line, ':');
    facts.push({ name, value: shortened(value.trim()), about: aboutHeader(name.toLowerCase()), ...place(line) });
  }
  if (body !== '') {
    from += LINE_END;
    facts.push({ name: t('bytes.body'), value: n(byteLength(body)), about: t('bytes.bodyAbout'), ...place(body) });
  }
  return { summary: first.replace(/\?.*(?= HTTP)/, '?…').replace(/ HTTP\/1\.1$/, ''), text, facts, isFrames: false };
}

/** @param {string} text without the length of a token that the lab has masked; the bytes beside it show that */
function shortened(text) {
  return text.replace(/\*{9,}/g, '********…');
}

/** @param {string} name in lower case */
function aboutHeader(name) {
  switch (name) {
    case 'upgrade':
      return t('bytes.upgrade');
    case 'sec-websocket-key':
      return t('bytes.key');
    case 'sec-websocket-accept':
      return t('bytes.accept');
    case 'sec-websocket-version':
      return t('bytes.version');
    case 'sec-websocket-extensions':
      return t('bytes.extensions');
    case 'transfer-encoding':
      return t('bytes.chunked');
    case 'content-length':
      return t('bytes.contentLength');
    case 'authorization':
      return t('bytes.authorization');
    case 'origin':
      return t('bytes.origin');
    case 'connection':
      return t('bytes.connection');
    case 'host':
      return t('bytes.host');
    case 'vary':
      return t('bytes.vary');
    case 'access-control-allow-origin':
      return t('bytes.allowOrigin');
    case 'cache-control':
      return t('bytes.cacheControl');
    case 'user-agent':
      return t('bytes.userAgent');
    default:
      return '';
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {Explained}
 */
export function explainFrames(bytes) {
  const frames = framesOf(bytes);
  const text = frames.map(({ payload }) => utf8.decode(payload)).join('\n');
  const facts = frames.flatMap(factsOf);
  const opcodes = frames.map(({ opcode }) => opcode).join(', ');
  return { summary: t('bytes.frame', { opcode: opcodes }) + brief(text), text, facts, isFrames: true };
}

/**
 * The fields of a frame's header, and what it carries. Some share a byte.
 *
 * @param {import('./frames.js').Frame} frame
 * @returns {Fact[]}
 */
function factsOf({ from, header, lengthBytes, length, fin, rsv, opcode, masked, mask, payload }) {
  const first = { from, to: from + 1 };
  const content = from + header;
  return [
    { name: `FIN ${bit(fin)}`, value: '', about: t(fin ? 'bytes.fin' : 'bytes.noFin'), ...first },
    { name: `RSV ${rsv.toString(2).padStart(3, '0')}`, value: '', about: t('bytes.rsv'), ...first },
    { name: t('bytes.opcode'), value: opcode, about: t('bytes.opcodeAbout'), ...first },
    mask === undefined
      ? { name: `MASK ${bit(masked)}`, value: '', about: t('bytes.notMasked'), from: from + 1, to: from + 2 }
      : { name: `MASK ${bit(masked)}`, value: hex(mask), about: t('bytes.masked'), from: content - mask.length, to: content },
    { name: t('bytes.length'), value: n(length), about: t('bytes.lengthAbout', { bytes: 1 + lengthBytes }), from: from + 1, to: from + 2 + lengthBytes },
    ...(length === 0 ? [] : [{ name: t('bytes.content'), value: n(length), about: t('bytes.contentAbout'), from: content, to: content + payload.length }]),
  ];
}

/**
 * @param {Uint8Array} bytes
 * @returns {Explained}
 */
export function explainLine(bytes) {
  const text = utf8.decode(bytes);
  const facts = [{ name: t('bytes.line'), value: '', about: t('bytes.lineAbout'), from: 0, to: bytes.length }];
  return { summary: t('bytes.line') + brief(text), text, facts, isFrames: false };
}

/** @param {string} text what an event or command is, if it is one */
function brief(text) {
  const type = /"type":"(\w+)"/.exec(text)?.[1];
  return type === undefined ? '' : ` · ${type}`;
}

/** @param {boolean} set */
function bit(set) {
  return set ? '1' : '0';
}

/** @param {Uint8Array} bytes */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/**
 * @param {string} text
 * @param {string} separator
 * @returns {string[]}
 */
function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
