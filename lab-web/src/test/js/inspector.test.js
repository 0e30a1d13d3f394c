// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curlOf } from '../../main/resources/web/js/inspector/curl.js';
import { classOfEach, rowsOf } from '../../main/resources/web/js/inspector/dump.js';
import { acceptOf, explain, requestOf } from '../../main/resources/web/js/inspector/explain.js';
import { overlaps } from '../../main/resources/web/js/inspector/fields.js';
import { framesOf } from '../../main/resources/web/js/inspector/frames.js';
import { pcapngOf } from '../../main/resources/web/js/inspector/pcapng.js';

const bytes = (/** @type {string} */ hex) => Uint8Array.from(hex.split(' '), (code) => parseInt(code, 16));
const ascii = (/** @type {string} */ text) => new TextEncoder().encode(text);

/**
 * @param {string} transport
 * @param {Uint8Array} content
 * @returns {import('../../main/resources/web/js/inspector/tap.js').Unit}
 */
const unit = (transport, content) => ({
  number: 1,
  transport,
  connection: 1,
  direction: 'in',
  at: 0,
  length: content.length,
  bytes: content,
  spans: [],
  totalIn: 0,
  totalOut: 0,
});

test('the frames of RFC 6455 section 5.7 are read, masked and not', () => {
  const [plain] = framesOf(bytes('81 05 48 65 6c 6c 6f'));
  assert.deepEqual([plain.fin, plain.opcode, plain.masked, plain.length], [true, 'text', false, 5]);
  const [masked] = framesOf(bytes('81 85 37 fa 21 3d 7f 9f 4d 51 58'));
  assert.equal(new TextDecoder().decode(masked.payload), 'Hello');
  assert.deepEqual([...(masked.mask ?? [])], [0x37, 0xfa, 0x21, 0x3d]);
  const parts = framesOf(bytes('01 03 48 65 6c 80 02 6c 6f'));
  assert.deepEqual(parts.map(({ fin, opcode }) => [fin, opcode]), [[false, 'text'], [true, 'continuation']]);
  assert.equal(framesOf(bytes('89 05 48 65 6c 6c 6f'))[0].opcode, 'ping');
});

test('long lengths are read, and what is cut is not guessed', () => {
  const long = new Uint8Array(4 + 256);
  long.set(bytes('82 7e 01 00'));
  assert.deepEqual(framesOf(long).map(({ length, header }) => [length, header]), [[256, 4]]);
  const [cut] = framesOf(bytes('82 7f 00 00 00 00 00 01 00 00 aa'));
  assert.deepEqual([cut.length, cut.payload.length], [65_536, 1]);
  assert.deepEqual(framesOf(bytes('82 7f 00')), []);
});

test('the accept of RFC 6455 section 1.3 is computed from its key', async () => {
  assert.equal(await acceptOf('dGhlIHNhbXBsZSBub25jZQ=='), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});

test('an HTTP head is told line by line, without its query in the summary', () => {
  const told = explain(unit('short-poll', ascii('GET /poll/short?after=k-1&token=*********** HTTP/1.1\r\nHost: x:1\r\nOrigin: http://x\r\n\r\n')));
  assert.equal(told.summary, 'GET /poll/short?…');
  assert.equal(told.facts[0].name, 'GET /poll/short?after=k-1&token=********… HTTP/1.1');
  assert.deepEqual(told.facts.map(({ name, value }) => [name, value]).slice(1), [['Host', 'x:1'], ['Origin', 'http://x']]);
  assert.notEqual(told.facts[2].about, '');
});

test('a frame of the websocket and a line of tcp say what they carry', () => {
  const line = '{"type":"pong"}\n';
  assert.match(explain(unit('tcp', ascii(line))).summary, /line · pong/);
  const frame = Uint8Array.from([0x81, line.length, ...ascii(line)]);
  const told = explain(unit('websocket', frame));
  assert.match(told.summary, /text frame · pong/);
  assert.equal(told.text, line);
});

test('each byte has the class of its span', () => {
  assert.deepEqual(classOfEach(5, [['framing', 2], ['payload', 9]]), ['framing', 'framing', 'payload', 'payload', 'payload']);
});

test('each fact knows its bytes, those of a frame and those of HTTP', () => {
  const frame = bytes('81 85 37 fa 21 3d 7f 9f 4d 51 58');
  const facts = explain(unit('websocket', frame)).facts.map(({ name, from, to }) => [name, from, to]);
  assert.deepEqual(facts, [
    ['FIN 1', 0, 1],
    ['RSV 000', 0, 1],
    ['opcode', 0, 1],
    ['MASK 1', 2, 6],
    ['length', 1, 2],
    ['payload', 6, 11],
  ]);
  const text = 'HTTP/1.1 200 OK\r\nA: b\r\nVary: Origin\r\n\r\n{"x":"\u00e9"}';
  const content = ascii(text);
  for (const { name, from, to } of explain(unit('sse', content)).facts) {
    const part = new TextDecoder().decode(content.subarray(from, to));
    assert.ok(name === 'body' ? part === '{"x":"\u00e9"}' : part.startsWith(name), name);
  }
  assert.ok(overlaps({ from: 1, to: 3 }, { from: 2, to: 5 }));
  assert.ok(!overlaps({ from: 1, to: 3 }, { from: 3, to: 5 }));
});

test('a masked token takes one row, and stars that somebody wrote take as many as they need', () => {
  const content = ascii(`GET /ws?token=${'*'.repeat(250)} HTTP/1.1`);
  const rows = rowsOf(content, 16, classOfEach(content.length, [['handshake', content.length]]));
  assert.deepEqual(rows, [
    { from: 0, to: 14, isMasked: false },
    { from: 14, to: 264, isMasked: true },
    { from: 264, to: 273, isMasked: false },
  ]);
  const said = ascii('*'.repeat(40));
  assert.deepEqual(rowsOf(said, 16, classOfEach(40, [['payload', 40]])).map(({ isMasked }) => isMasked), [false, false, false]);
  assert.equal(rowsOf(new Uint8Array(10_000), 8, []).length, 512, 'no more than 4 KiB');
});

test('a poll that brought nothing is named', () => {
  const content = ascii('HTTP/1.1 200 OK\r\n\r\n{"events":[]}');
  assert.equal(explain(unit('short-poll', content)).summary, 'HTTP/1.1 200 OK');
  const empty = { ...unit('short-poll', content), spans: /** @type {[string, number][]} */ ([['empty-poll', content.length]]) };
  assert.equal(explain(empty).summary, 'HTTP/1.1 200 OK · empty poll');
});

test('a request becomes a command of curl that has the token again, and its text cannot leave its quotes', () => {
  const text = "POST /api/commands?token=*********** HTTP/1.1\r\nHost: 127.0.0.1:7070\r\nAuthorization: Bearer ***********\r\nContent-Length: 9\r\n\r\nit's ****";
  const content = ascii(text);
  assert.equal(requestOf(unit('sse', content)), text);
  assert.equal(requestOf({ ...unit('sse', content), length: content.length + 1 }), undefined, 'one that was cut is none');
  assert.equal(requestOf(unit('websocket', bytes('81 00'))), undefined);
  assert.equal(
    curlOf(text, 'a.b.$&', 'http:'),
    [
      "curl -i -N --http1.1 'http://127.0.0.1:7070/api/commands?token=a.b.$&'",
      '-X POST',
      "-H 'Authorization: Bearer a.b.$&'",
      "--data-raw 'it'\\''s ****'",
    ].join(' \\\n  '),
  );
});

test('a connection becomes a capture: blocks that add up, packets with right checksums, bytes in their order', () => {
  const piece = (/** @type {'in' | 'out'} */ direction, /** @type {string} */ text, /** @type {number} */ totalIn, /** @type {number} */ totalOut) => ({
    direction,
    at: 1_763_712_000_000.5,
    length: text.length,
    bytes: ascii(text),
    totalIn,
    totalOut,
  });
  const long = 'x'.repeat(3000);
  const capture = pcapngOf([piece('in', long, 3000, 0), piece('out', 'answer', 3000, 6)], 7070);
  const view = new DataView(capture.buffer);
  const packets = [];
  for (let at = 0; at < capture.length; ) {
    const length = view.getUint32(at + 4, true);
    assert.equal(view.getUint32(at + length - 4, true), length);
    if (view.getUint32(at, true) === 6) {
      packets.push(capture.subarray(at + 28, at + 28 + view.getUint32(at + 20, true)));
    }
    at += length;
  }
  assert.equal(packets.length, 3 + 3 + 1, 'a handshake, three segments, an answer');
  const ones = (/** @type {Uint8Array} */ words, /** @type {number} */ more = 0) => {
    let sum = more;
    words.forEach((byte, index) => (sum += index % 2 === 0 ? byte << 8 : byte));
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  };
  let received = '';
  for (const packet of packets) {
    assert.equal(ones(packet.subarray(0, 20)), 0xffff, 'the checksum of IP');
    assert.equal(ones(packet.subarray(20), ones(packet.subarray(12, 20)) + 6 + packet.length - 20), 0xffff, 'that of TCP');
    received += new TextDecoder().decode(packet.subarray(40));
  }
  assert.equal(received, long + 'answer');
  const numbers = packets.map((packet) => new DataView(packet.buffer, packet.byteOffset).getUint32(24));
  assert.deepEqual(numbers, [0, 0, 1, 1, 1449, 2897, 1]);
});
