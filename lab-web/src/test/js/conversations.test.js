// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, carriedBy, carriedText } from '../../main/resources/web/js/chat/carried.js';
import { ClockOffset } from '../../main/resources/web/js/clock-offset.js';
import { Conversation, Conversations } from '../../main/resources/web/js/chat/conversations.js';

const message = (/** @type {number} */ place, from = 'bob', to = '#lobby') => ({
  type: 'message',
  cursor: `k-${place}`,
  from,
  to,
  text: `text ${place}`,
  at: place,
});
const texts = (/** @type {Conversation} */ conversation) => conversation.lines.map(({ text }) => text);
const unseen = { seen: () => false, missed: false };

test('a private message is in the conversation with the other end, whoever sent it', () => {
  const all = new Conversations('alice');
  assert.equal(all.take(message(1, 'bob', '@alice'), unseen)?.address, '@bob');
  assert.equal(all.take(message(2, 'alice', '@bob'), unseen)?.address, '@bob');
  assert.deepEqual(texts(all.of('@bob')), ['text 1', 'text 2']);
});

test('what others said and nobody has seen is unread', () => {
  const all = new Conversations('alice');
  all.take(message(1), unseen);
  all.take(message(2, 'alice'), unseen);
  all.take(message(3), { seen: (address) => address === '#lobby', missed: false });
  all.take({ type: 'joined', cursor: 'k-4', user: 'bob', to: '#java' }, unseen);
  assert.equal(all.of('#lobby').unread, 1);
  assert.equal(all.unread, 1);
});

test('an event that comes twice is taken once', () => {
  const all = new Conversations('alice');
  assert.ok(all.take(message(1), unseen));
  assert.equal(all.take(message(1), unseen), undefined);
  assert.deepEqual(texts(all.of('#lobby')), ['text 1']);
});

test('history goes before what is there, and what is newer than that is left to the wire', () => {
  const lobby = new Conversation('#lobby');
  lobby.append({ type: 'message', cursor: 'k-5', text: 'text 5' });
  lobby.prepend([message(3), message(4), message(5), message(6)], true);
  assert.deepEqual(texts(lobby), ['text 3', 'text 4', 'text 5']);
  assert.ok(lobby.append({ type: 'message', cursor: 'k-6', text: 'text 6' }));
  assert.equal(lobby.oldest, 'k-3');
  lobby.prepend([], false);
  assert.equal(lobby.more, false);
});

test('what was said while the wire was broken is counted in one line before it', () => {
  const all = new Conversations('alice');
  all.take(message(1), unseen);
  all.take(message(2), { seen: () => true, missed: true });
  all.take(message(3), { seen: () => true, missed: true });
  all.take(message(4), unseen);
  const lines = all.of('#lobby').lines.map(({ type, count, text }) => (type === 'missed' ? count : text));
  assert.deepEqual(lines, ['text 1', 2, 'text 2', 'text 3', 'text 4']);
});

test('a gap is told in every conversation', () => {
  const all = new Conversations('alice');
  all.take(message(1, 'bob', '@alice'), unseen);
  all.take({ type: 'gap', cursor: 'k-9', reason: 'retention' }, unseen);
  assert.deepEqual(
    all.list().map(({ address, lines }) => [address, lines.at(-1)?.reason]),
    [['#lobby', 'retention'], ['@bob', 'retention']],
  );
});

test('a long conversation does not grow for ever, and what went can be had again', () => {
  const lobby = new Conversation('#lobby');
  lobby.more = false;
  for (let place = 0; place < 10_000; place++) {
    lobby.append({ type: 'message', cursor: `k-${place}`, text: String(place) });
  }
  assert.ok(lobby.lines.length <= 600);
  assert.equal(lobby.lines.at(-1)?.text, '9999');
  assert.equal(lobby.more, true);
});

test('a gap is not reported where a note has just said why', () => {
  const all = new Conversations('alice');
  all.take(message(1), unseen);
  all.of('#lobby').append({ type: 'note', text: 'the lab was away' });
  all.take({ type: 'gap', reason: 'epoch' }, unseen);
  all.take(message(2), unseen);
  all.take({ type: 'gap', reason: 'retention' }, unseen);
  assert.deepEqual(all.of('#lobby').lines.map(({ type }) => type), ['message', 'note', 'message', 'gap']);
});

test('a message knows how it came: its transport, its time within the error of the clocks, its bytes', () => {
  const offset = new ClockOffset();
  const event = { type: 'message', text: 'é', at: 1000 };
  assert.deepEqual(carriedBy('sse', event, { at: 5 }, offset), { transport: 'sse', error: 0, bytes: 40 });
  offset.sample(0, 2, 990);
  const carried = carriedBy('sse', event, { at: 30 }, offset);
  assert.deepEqual(carried, { transport: 'sse', took: 19, error: 2, bytes: 40 });
  assert.equal(carriedText(carried), 'SSE · ≈19 ms · 40 bytes');
  assert.deepEqual(carriedBy('tcp', event, { at: 30, serverAt: 1004.5 }, offset), { transport: 'tcp', took: 4.5, error: 1, bytes: 40 });
  assert.equal(bytesOf({ type: 'message', media: 'image/png', data: 'AAAA', form: 'Blob' }), 38 + 1 + 3, 'as bytes, not as base64');
});
