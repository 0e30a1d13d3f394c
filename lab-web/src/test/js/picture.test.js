// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf, nameOf, sizeOf } from '../../main/resources/web/js/chat/picture.js';
import { pack, unpack } from '../../main/resources/web/js/transports/binary.js';

const base64 = (/** @type {string} */ bytes) => Buffer.from(bytes, 'latin1').toString('base64');

test('a picture is what its first bytes say', () => {
  assert.equal(kindOf(base64('\x89PNG\r\n\x1a\n and so on')), 'image/png');
  assert.equal(kindOf(base64('\xff\xd8\xff\xe0')), 'image/jpeg');
  assert.equal(kindOf(base64('GIF89a')), 'image/gif');
  assert.equal(kindOf(base64('RIFF\x00\x01\n\x03WEBPVP8 ')), 'image/webp');
  for (const none of ['<svg xmlns="">', '<!doctype html>', ' GIF89a', '\x89PNG', 'RIFF1234WAVE', '']) {
    assert.equal(kindOf(base64(none)), undefined, none);
  }
  assert.equal(kindOf('no base64!'), undefined);
});

test('sizes and names', () => {
  for (let size = 0; size < 5; size++) {
    assert.equal(sizeOf(base64('x'.repeat(size))), size);
  }
  assert.equal(nameOf('cat.png'), 'cat.png');
  assert.equal(nameOf('a/b\\c\u202e\n.png'), 'abc.png');
  assert.equal(nameOf('\n'), undefined);
  assert.equal(nameOf('x'.repeat(129)), undefined);
});

test('a command with data is a line and its bytes; an event is read back', () => {
  const data = base64('\n{}\xff');
  const command = { type: 'say', to: '#lobby', media: 'image/png', data, id: 'a' };
  const message = pack(JSON.stringify(command));
  assert.ok(message instanceof Uint8Array);
  assert.deepEqual(unpack(message.buffer, 'Blob'), { ...command, form: 'Blob' });
  const text = JSON.stringify({ type: 'say', to: '#lobby', text: '"data":"' });
  assert.equal(pack(text), text);
});
