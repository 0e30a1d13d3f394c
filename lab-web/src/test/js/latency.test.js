// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WallClock } from '../../main/resources/web/js/clock.js';
import { latencyHint, latencyOf, latencyText, median, SentTimes } from '../../main/resources/web/js/latency.js';

/** A wall clock that runs 1,000,000.7 ms ahead of the monotonic one and is cut to whole milliseconds. */
function cutClock() {
  let now = 0;
  const clock = new WallClock(
    () => now,
    () => Math.floor(now + 1_000_000.7),
  );
  for (; now < 64; now += 1.1) {
    clock.sample();
  }
  return clock;
}

test('the wall clock finds the fraction that Date.now() cuts off', () => {
  const read = cutClock().at(100);
  assert.ok(Math.abs(read - 1_000_100.7) <= 0.1, `read ${read}`);
});

test('the wall clock forgets what was before a step', () => {
  let offset = 5_000;
  const clock = new WallClock(
    () => 0,
    () => offset,
  );
  clock.sample();
  offset = 1_000;
  for (let sample = 0; sample < 64; sample++) {
    clock.sample();
  }
  assert.equal(clock.at(0), 1_000);
});

test('an own message is timed by the page\'s own clock', () => {
  const latency = latencyOf({ type: 'message', at: 3 }, { at: 112.5 }, 110.25, cutClock());
  assert.deepEqual(latency, { milliseconds: 2.25, exact: true, atServer: false });
  assert.equal(latencyText(latency), '2.3 ms');
  assert.match(latencyHint(latency), /its own clock/);
});

test('on the TCP lane an own message is timed until the server\'s side has it', () => {
  const latency = latencyOf({ type: 'message', at: 3 }, { at: 500, serverAt: 1_000_113.2 }, 110, cutClock());
  assert.ok(Math.abs(latency.milliseconds - 2.5) <= 0.1);
  assert.equal(latency.atServer, true);
  assert.match(latencyHint(latency), /server/);
});

test('another\'s message is timed from the lab\'s stamp and marked as rough', () => {
  const clock = cutClock();
  const latency = latencyOf({ type: 'message', at: 1_000_100 }, { at: 150 }, undefined, clock);
  assert.ok(Math.abs(latency.milliseconds - 50.7) <= 0.1);
  assert.equal(latency.exact, false);
  assert.equal(latencyText(latency), '\u224851 ms');
});

test('sent times are found by cursor and do not grow for ever', () => {
  const sent = new SentTimes();
  for (let place = 0; place <= 500; place++) {
    sent.accepted(`k-${place}`, place);
  }
  assert.equal(sent.of('k-0'), undefined);
  assert.equal(sent.of('k-500'), 500);
  assert.equal(sent.of(undefined), undefined);
});

test('the median is the middle, or between the two in the middle', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});
