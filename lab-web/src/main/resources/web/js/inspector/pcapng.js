// @ts-check
// The bytes of one connection as a capture that Wireshark reads (pcapng, draft-ietf-opsawg-pcapng). The lab saw what its
// socket carried, so IP and TCP headers are made up: the ports, addresses and sizes of segments are not those of the wire.

/** Raw IPv4 packets, without a frame around them. */
const LINK_TYPE = 228;
/** Bytes in a segment. */
const SEGMENT = 1448;
const HEADERS = 40;
const SYN = 0x02;
const PUSH_ACK = 0x18;
const ACK = 0x10;
const LAB = { address: [127, 0, 0, 1], port: 7070 };
const CLIENT = { address: [127, 0, 0, 2], port: 40_000 };
const COMMENT = 'From the bytes at the socket of a Wirelab lab, tokens masked. Headers of IP and TCP are made up.';

/**
 * @typedef {Pick<import('./tap.js').Unit, 'direction' | 'at' | 'length' | 'bytes' | 'totalIn' | 'totalOut'>} Piece
 */

/**
 * @param {Piece[]} units of one connection, in their order; what is missing between them is missing in the capture, too
 * @param {number} port of the lab
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function pcapngOf(units, port = LAB.port) {
  /** @type {Uint8Array[]} */
  const blocks = [sectionHeader(), interfaceDescription()];
  const packet = (/** @type {Piece['direction']} */ direction, /** @type {number} */ at, /** @type {number[]} */ numbers, /** @type {number} */ flags, /** @type {Uint8Array} */ content) =>
    blocks.push(enhancedPacket(at, ipPacket(direction, numbers, flags, content, port)));
  const first = units.find(({ totalIn, totalOut, length }) => totalIn + totalOut === length);
  if (first !== undefined) {
    packet('in', first.at, [0, 0], SYN, new Uint8Array());
    packet('out', first.at, [0, 1], SYN | ACK, new Uint8Array());
    packet('in', first.at, [1, 1], ACK, new Uint8Array());
  }
  for (const { direction, at, length, bytes, totalIn, totalOut } of units) {
    const [own, other] = direction === 'in' ? [totalIn, totalOut] : [totalOut, totalIn];
    for (let from = 0; from < bytes.length; from += SEGMENT) {
      packet(direction, at, [1 + own - length + from, 1 + other], PUSH_ACK, bytes.subarray(from, from + SEGMENT));
    }
  }
  return joined(blocks);
}

function sectionHeader() {
  const body = new DataView(new ArrayBuffer(16));
  body.setUint32(0, 0x1a2b3c4d, true);
  body.setUint16(4, 1, true);
  body.setBigInt64(8, -1n, true);
  return block(0x0a0d0d0a, [bytesOf(body), option(1, COMMENT), new Uint8Array(4)]);
}

function interfaceDescription() {
  const body = new DataView(new ArrayBuffer(8));
  body.setUint16(0, LINK_TYPE, true);
  return block(1, [bytesOf(body)]);
}

/**
 * @param {number} at epoch milliseconds
 * @param {Uint8Array} content
 */
function enhancedPacket(at, content) {
  const head = new DataView(new ArrayBuffer(20));
  const micros = BigInt(Math.round(at * 1000));
  head.setUint32(4, Number(micros >> 32n), true);
  head.setUint32(8, Number(micros & 0xffffffffn), true);
  head.setUint32(12, content.length, true);
  head.setUint32(16, content.length, true);
  return block(6, [bytesOf(head), padded(content)]);
}

/**
 * @param {Piece['direction']} direction
 * @param {number[]} numbers of the sequence and of the acknowledgement
 * @param {number} flags
 * @param {Uint8Array} content
 * @param {number} port of the lab
 */
function ipPacket(direction, [sequence, acknowledged], flags, content, port) {
  const lab = { ...LAB, port };
  const [from, to] = direction === 'in' ? [CLIENT, lab] : [lab, CLIENT];
  const packet = new Uint8Array(HEADERS + content.length);
  const view = new DataView(packet.buffer);
  packet.set([0x45, 0], 0);
  view.setUint16(2, packet.length);
  view.setUint16(6, 0x4000);
  packet.set([64, 6], 8);
  packet.set(from.address, 12);
  packet.set(to.address, 16);
  view.setUint16(10, checksum(packet.subarray(0, 20), 0));
  view.setUint16(20, from.port);
  view.setUint16(22, to.port);
  view.setUint32(24, sequence >>> 0);
  view.setUint32(28, (flags & ACK) === 0 ? 0 : acknowledged >>> 0);
  packet.set([0x50, flags], 32);
  view.setUint16(34, 0xffff);
  packet.set(content, HEADERS);
  // The pseudo header: both addresses, the protocol, the length (RFC 9293 §3.1).
  const pseudo = sum(packet.subarray(12, 20)) + 6 + packet.length - 20;
  view.setUint16(36, checksum(packet.subarray(20), pseudo));
  return packet;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} before what is added
 */
function checksum(bytes, before) {
  let all = before + sum(bytes);
  while (all > 0xffff) {
    all = (all & 0xffff) + Math.floor(all / 0x10000);
  }
  return ~all & 0xffff;
}

/** @param {Uint8Array} bytes as numbers of 16 bits */
function sum(bytes) {
  let all = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    all += (bytes[at] << 8) + (bytes[at + 1] ?? 0);
  }
  return all;
}

/**
 * @param {number} code
 * @param {string} text
 */
function option(code, text) {
  const value = new TextEncoder().encode(text);
  const head = new DataView(new ArrayBuffer(4));
  head.setUint16(0, code, true);
  head.setUint16(2, value.length, true);
  return joined([bytesOf(head), padded(value)]);
}

/**
 * @param {number} type
 * @param {Uint8Array[]} parts its body, each of a multiple of four bytes
 */
function block(type, parts) {
  const length = 12 + parts.reduce((all, { length: one }) => all + one, 0);
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, type, true);
  head.setUint32(4, length, true);
  const tail = new DataView(new ArrayBuffer(4));
  tail.setUint32(0, length, true);
  return joined([bytesOf(head), ...parts, bytesOf(tail)]);
}

/** @param {Uint8Array} bytes to a multiple of four */
function padded(bytes) {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  whole.set(bytes);
  return whole;
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @param {DataView} view */
function bytesOf(view) {
  return new Uint8Array(view.buffer);
}
