// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arrivals } from '../../main/resources/web/js/class/arrivals.js';
import { delayText } from '../../main/resources/web/js/class/delay-text.js';
import {
  bytesOf,
  histogram,
  initials,
  laneOf,
  position,
  stack,
} from '../../main/resources/web/js/class/distribution.js';
import { nickname } from '../../main/resources/web/js/class/join-form.js';
import { classMessage } from '../../main/resources/web/js/class/messages.js';
import { ClockOffset } from '../../main/resources/web/js/clock-offset.js';

const message = { round: 3, kind: 'messages', index: 1, of: 2, due: 1000.5, text: '<b>hi</b>' };

/**
 * @param {object} content
 * @param {object} [event]
 */
const sent = (content, event = {}) =>
  classMessage({ type: 'message', from: 'teacher', to: '#class', text: JSON.stringify(content), ...event }, 'teacher');

test('phones obey the teacher in the class alone', () => {
  assert.deepEqual(sent(message), { what: 'message', ...message });
  assert.deepEqual(sent({ move: true }), { what: 'move' });
  assert.equal(sent(message, { from: 'Teacher' }), undefined);
  assert.equal(sent(message, { from: 'eve' }), undefined);
  assert.equal(sent(message, { to: '#lobby' }), undefined);
  assert.equal(sent(message, { to: '@ann' }), undefined);
  assert.equal(sent({ ...message, due: 'x' }), undefined);
  assert.equal(sent({ ...message, kind: 'other' }), undefined);
  assert.equal(sent({ ...message, round: 1.5 }), undefined);
  assert.equal(sent(message, { text: 'plain' }), undefined);
  assert.equal(sent(message, { text: 'null' }), undefined);
});

test('a report has the first arrival of each message by the clock of the lab', () => {
  const offset = new ClockOffset();
  const arrivals = new Arrivals();
  const of = { ...message, what: /** @type {const} */ ('message'), kind: /** @type {const} */ ('messages') };
  assert.equal(arrivals.report(offset), undefined, 'nothing has arrived');
  arrivals.take({ ...of, index: 0 }, 100);
  arrivals.take({ ...of, index: 0 }, 900);
  assert.equal(arrivals.isComplete, false);
  assert.equal(arrivals.report(offset), undefined, 'the clock is unknown');
  offset.sample(10, 14, 5012);
  arrivals.take(of, 104.1234567);
  assert.equal(arrivals.isComplete, true);
  assert.deepEqual(arrivals.report(offset), { round: 3, error: 2, arrivals: [[0, 5100], [1, 5104.123]] });
  arrivals.take({ ...of, round: 4 }, 200);
  assert.deepEqual(arrivals.report(offset), { round: 4, error: 2, arrivals: [[1, 5200]] });
});

test('a moment of the page on the clock of the lab and back is the same', () => {
  const offset = new ClockOffset();
  offset.sample(10, 14, 5012);
  assert.equal(offset.toPage(offset.toLab(123)), 123);
});

test('the axis is logarithmic and has ends', () => {
  assert.equal(position(-5), 0);
  assert.equal(position(1), 0);
  assert.equal(position(30_000), 1);
  assert.equal(position(1e9), 1);
  assert.ok(Math.abs(position(10) * 2 - position(100)) < 1e-12);
  assert.deepEqual(histogram([1, 1, 30_000, 1e9], 4), [2, 0, 0, 2]);
});

test('dots are beside each other, then above, then where they cover the least', () => {
  assert.deepEqual(stack([0, 0.5], 0.2, 2), [0, 0]);
  assert.deepEqual(stack([0, 0.1], 0.2, 2), [0, 1]);
  assert.deepEqual(stack([0, 0.05, 0.1], 0.2, 2), [0, 1, 0]);
});

test('a lane is the delays of its phones, and the error most of them have', () => {
  const phone = { user: 'ann', transport: 'sse', idle: 0, delays: [30, 10] };
  const lane = laneOf([
    { ...phone, error: 2 },
    { ...phone, delays: [20], error: 4 },
    { ...phone, delays: [], idle: 5000 },
  ]);
  assert.deepEqual(lane, { delays: [10, 20, 30], pupils: 3, reported: 2, away: 1, p50: 20, p95: 30, most: 30, error: 2 });
  assert.equal(laneOf([]).p50, undefined);
});

test('bytes are per event that arrived', () => {
  assert.deepEqual(bytesOf(undefined), { bytes: 0, perEvent: undefined });
  const traffic = { bytesIn: 100, bytesOut: 200, requests: 1, emptyPolls: 0, eventsDelivered: 3 };
  assert.deepEqual(bytesOf(traffic), { bytes: 300, perEvent: 100 });
});

test('a delay within its error is only said to be below it', () => {
  assert.equal(delayText(12.4, 2), '12\u00a0ms');
  assert.equal(delayText(4.25, 2), '4.3\u00a0ms');
  assert.equal(delayText(1.5, 2), '< 2\u00a0ms');
  assert.equal(delayText(-3, 0.2), '< 1\u00a0ms');
  assert.equal(delayText(2345), '2.3\u00a0s');
});

test('a nickname is without the spaces that people type', () => {
  assert.equal(nickname('  Anna  K '), 'Anna-K');
  assert.equal(nickname('<b>'), '<b>');
  assert.equal(initials('👍🏽ann'), '👍🏽');
});
