// @ts-check
/** Names of a frame's opcode (RFC 6455 §5.2). */
const OPCODES = /** @type {Record<number, string>} */ ({
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
});

/**
 * A WebSocket frame, taken apart (RFC 6455 §5.2).
 *
 * @typedef {object} Frame
 * @property {number} from where it begins
 * @property {boolean} fin
 * @property {number} rsv
 * @property {string} opcode
 * @property {boolean} masked
 * @property {number} length of its payload
 * @property {number} lengthBytes bytes of the header that encode the length, beside the seven bits
 * @property {Uint8Array | undefined} mask
 * @property {number} header bytes before the payload
 * @property {Uint8Array} payload unmasked; as much of it as there is
 */

/**
 * @param {Uint8Array} bytes
 * @returns {Frame[]} the frames that begin in them
 */
export function framesOf(bytes) {
  const frames = [];
  for (let from = 0; from + 2 <= bytes.length; ) {
    const frame = frameAt(bytes, from);
    if (frame === undefined) {
      break;
    }
    frames.push(frame);
    from += frame.header + frame.length;
  }
  return frames;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} from
 * @returns {Frame | undefined} nothing when its header is cut
 */
function frameAt(bytes, from) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = bytes[from];
  const second = bytes[from + 1];
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0;
  const header = 2 + lengthBytes + (masked ? 4 : 0);
  if (from + header > bytes.length) {
    return undefined;
  }
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? view.getUint16(from + 2) : Number(view.getBigUint64(from + 2));
  const mask = masked ? bytes.slice(from + header - 4, from + header) : undefined;
  const payload = bytes.slice(from + header, from + header + length);
  if (mask !== undefined) {
    payload.forEach((byte, index) => (payload[index] = byte ^ mask[index % 4]));
  }
  return {
    from,
    fin: (first & 0x80) !== 0,
    rsv: (first >> 4) & 7,
    opcode: OPCODES[first & 15] ?? String(first & 15),
    masked,
    length,
    lengthBytes,
    mask,
    header,
    payload,
  };
}
