// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classOfEach } from '../../main/resources/web/js/inspector/dump.js';
import { acceptOf, explain } from '../../main/resources/web/js/inspector/explain.js';
import { framesOf } from '../../main/resources/web/js/inspector/frames.js';

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
