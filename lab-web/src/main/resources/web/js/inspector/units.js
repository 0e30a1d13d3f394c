// @ts-check
// What a unit of bytes is, by its format: an HTTP request or response, WebSocket frames, a line.
import { n, t } from '../i18n/index.js';
import { framesOf } from './frames.js';

const utf8 = new TextDecoder();

/**
 * @typedef {object} Explained
 * @property {string} summary a few words
 * @property {string} text what it carries, masks taken off
 * @property {boolean} isFrames whether the text cannot be read in the bytes themselves
 * @property {{name: string, value: string, about: string}[]} facts its parts, one by one
 */

/**
 * @param {string} text
 * @returns {Explained}
 */
export function explainHttp(text) {
  const [head, body = ''] = splitOnce(text, '\r\n\r\n');
  const [first, ...lines] = head.split('\r\n');
  const headers = lines.map((line) => splitOnce(line, ':'));
  const facts = [{ name: shortened(first), value: '', about: t(first.startsWith('HTTP/') ? 'bytes.statusLine' : 'bytes.requestLine') }];
  for (const [name, value = ''] of headers) {
    facts.push({ name, value: shortened(value.trim()), about: aboutHeader(name.toLowerCase()) });
  }
  if (body !== '') {
    facts.push({ name: t('bytes.body'), value: n(body.length), about: t('bytes.bodyAbout') });
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
  const facts = frames.flatMap((frame) => [
    { name: `FIN ${bit(frame.fin)}`, value: '', about: t(frame.fin ? 'bytes.fin' : 'bytes.noFin') },
    { name: `RSV ${frame.rsv.toString(2).padStart(3, '0')}`, value: '', about: t('bytes.rsv') },
    { name: t('bytes.opcode'), value: frame.opcode, about: t('bytes.opcodeAbout') },
    { name: `MASK ${bit(frame.masked)}`, value: frame.mask === undefined ? '' : hex(frame.mask), about: t(frame.masked ? 'bytes.masked' : 'bytes.notMasked') },
    { name: t('bytes.length'), value: n(frame.length), about: t('bytes.lengthAbout', { bytes: 1 + frame.lengthBytes }) },
  ]);
  const opcodes = frames.map(({ opcode }) => opcode).join(', ');
  return { summary: t('bytes.frame', { opcode: opcodes }) + brief(text), text, facts, isFrames: true };
}

/**
 * @param {Uint8Array} bytes
 * @returns {Explained}
 */
export function explainLine(bytes) {
  const text = utf8.decode(bytes);
  const facts = [{ name: t('bytes.line'), value: '', about: t('bytes.lineAbout') }];
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
