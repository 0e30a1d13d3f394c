// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf } from '../../main/resources/web/js/transports/http-stream.js';

/** @param {Uint8Array[]} pieces */
async function read(...pieces) {
  const body = new ReadableStream({
    start(controller) {
      pieces.forEach((piece) => controller.enqueue(piece));
      controller.close();
    },
  });
  const lines = [];
  for await (const line of linesOf(new Response(body))) {
    lines.push(line);
  }
  return lines;
}

test('lines are whole however they are cut, and heartbeats are none', async () => {
  const sent = new TextEncoder().encode('{"a":1}\n\n{"b":"h\u00e9\ud83e\udd8a"}\n{"c":3}\n');
  const whole = ['{"a":1}', '{"b":"h\u00e9\ud83e\udd8a"}', '{"c":3}'];
  assert.deepEqual(await read(sent), whole);
  assert.deepEqual(await read(...Array.from(sent, (byte) => Uint8Array.of(byte))), whole);
});

test('half a line at the end of the body is not taken for an event', async () => {
  assert.deepEqual(await read(new TextEncoder().encode('{"a":1}\n{"b":')), ['{"a":1}']);
});
