// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockOffset } from '../../main/resources/web/js/clock-offset.js';
import { comparesClocks, firstOf, Heats, isOnItsWay } from '../../main/resources/web/js/race/heats.js';
import { isPageLate, PageLag } from '../../main/resources/web/js/race/page-lag.js';
import { costText } from '../../main/resources/web/js/race/lane-view.js';
import { beyond, duration, placeAfter } from '../../main/resources/web/js/race/track.js';
import { BytesByClass } from '../../main/resources/web/js/inspector/bytes-by-class.js';
import { isPossible } from '../../main/resources/web/js/race/network.js';
import { robotDue } from '../../main/resources/web/js/race/robot-text.js';
import { SceneClock } from '../../main/resources/web/js/race/scene-clock.js';
import { lapText, Schedule } from '../../main/resources/web/js/race/schedule.js';
import { byteRates, costs, latencies, payloadBytes, percentile, roundUp } from '../../main/resources/web/js/race/statistics.js';
import { Ring } from '../../main/resources/web/js/ring.js';

const ofOthers = () => ({ due: 1, dueFrom: /** @type {const} */ ('lab') });

test('networks are for pages on the lab\'s own machine, in plaintext', () => {
  const at = (/** @type {string} */ url) => isPossible(/** @type {any} */ (new URL(url)));
  assert.ok(at('http://127.0.0.1:7070/') && at('http://localhost:7070/?view=race'));
  assert.ok(!at('https://127.0.0.1:7443/') && !at('http://192.168.1.5:7070/') && !at('http://lab.example/'));
});

test('a ring keeps the newest and forgets the rest', () => {
  const ring = new Ring(3);
  [1, 2, 3, 4, 5].forEach((item) => ring.push(item));
  assert.deepEqual([...ring], [3, 4, 5]);
  assert.deepEqual([...ring.newestFirst()], [5, 4, 3]);
  assert.equal(ring.at(-1), 5);
  assert.equal(ring.at(3), undefined);
  assert.equal(ring.at(-4), undefined);
  ring.clear();
  assert.equal(ring.at(-1), undefined);
});

test('messages are due at random moments, one in each period, so that they are not in step with polls', () => {
  const schedule = new Schedule();
  schedule.start(1, 0);
  const due = schedule.take(0);
  for (let now = 0; now < 1_000_000; now += 1000) {
    due.push(...schedule.take(now));
  }
  assert.ok(due.every((at, index) => at >= index * 1000 && at < (index + 1) * 1000));
  const phases = due.map((at) => Math.floor((at % 1000) / 100));
  assert.equal(new Set(phases).size, 10, 'all parts of the period are seen');
});

test('an open loop does not forgive a late timer', () => {
  const schedule = new Schedule(() => 0);
  schedule.start(10, 1000);
  assert.deepEqual(schedule.take(1000), [1000]);
  assert.deepEqual(schedule.take(1350), [1100, 1200, 1300]);
  assert.equal(schedule.next, 1400);
});

test('a page that was asleep does not say at once all that it missed', () => {
  const schedule = new Schedule(() => 0);
  schedule.start(10, 0);
  assert.deepEqual(schedule.take(60_000), [60_000]);
});

test('a schedule that is stopped has nothing due, and a new rate begins with it', () => {
  const schedule = new Schedule(() => 0);
  schedule.start(1, 0);
  schedule.take(0);
  schedule.start(10, 100);
  assert.equal(schedule.next, 200);
  schedule.stop();
  assert.deepEqual(schedule.take(10_000), []);
  assert.equal(schedule.next, Infinity);
});

test('a lap\'s text has the asked length and a number of its own', () => {
  assert.equal(lapText('lap ab', 7, 16), 'lap ab 7 .......');
  assert.equal(lapText('lap ab', 1234567, 16), 'lap ab 1234567 .');
  assert.equal(lapText('lap abcdef', 1234567, 16), 'lap abcdef 1234567');
});

test('a message is one heat on all wires, and timed from when it was due', () => {
  const heats = new Heats(2);
  const said = heats.expect({ due: 100, from: 'me', to: '@me', text: 'a' });
  const event = { type: 'message', cursor: 'k-1', from: 'me', text: 'a' };
  assert.equal(heats.arrive(1, 130, event, 'me', ofOthers), said);
  assert.equal(heats.arrive(0, 150, event, 'me', ofOthers), said);
  assert.equal(heats.length, 1);
  assert.deepEqual(latencies(heats.newestFirst(), 0, 0, 1000), [50]);
  assert.deepEqual(latencies(heats.newestFirst(), 1, 0, 1000), [30]);
});

test('equal texts are told apart by their order, and nobody else\'s text is taken for an own one', () => {
  const heats = new Heats(1);
  const first = heats.expect({ due: 100, from: 'me', to: '@me', text: 'hi' });
  const second = heats.expect({ due: 200, from: 'me', to: '@me', text: 'hi' });
  const other = heats.arrive(0, 210, { type: 'message', cursor: 'k-0', from: 'eve', text: 'hi' }, 'me', ofOthers);
  assert.equal(other.dueFrom, 'lab');
  assert.equal(heats.arrive(0, 220, { type: 'message', cursor: 'k-1', from: 'me', text: 'hi' }, 'me', ofOthers), first);
  assert.equal(heats.arrive(0, 230, { type: 'message', cursor: 'k-2', from: 'me', text: 'hi' }, 'me', ofOthers), second);
});

test('a message is on its way from when it was due until it arrived, unless it was refused', () => {
  const heats = new Heats(1);
  const heat = heats.expect({ due: 100, from: 'me', to: '@me', text: 'a' });
  assert.deepEqual([99, 100, 5000].map((now) => isOnItsWay(heat, 0, now)), [false, true, true]);
  heats.arrive(0, 400, { type: 'message', cursor: 'k-1', from: 'me', text: 'a' }, 'me', ofOthers);
  assert.deepEqual([399, 400].map((now) => isOnItsWay(heat, 0, now)), [true, false]);
  const refused = heats.expect({ due: 500, from: 'me', to: '@me', text: 'b' });
  heats.fail(refused, 'too_many');
  assert.equal(isOnItsWay(refused, 0, 600), false);
});

test('a message is everywhere when it is on all lanes, and other lanes begin with none', () => {
  const heats = new Heats(3);
  heats.restart([0, 2]);
  const heat = heats.expect({ due: 100, from: 'me', to: '@me', text: 'a' });
  heats.arrive(0, 150, { type: 'message', cursor: 'k-1', from: 'me', text: 'a' }, 'me', ofOthers);
  assert.equal(heats.isEverywhere(heat, 1000), false);
  heats.arrive(2, 200, { type: 'message', cursor: 'k-1', from: 'me', text: 'a' }, 'me', ofOthers);
  assert.deepEqual([199, 200].map((now) => heats.isEverywhere(heat, now)), [false, true]);
  heats.restart([1]);
  assert.equal(heats.length, 0);
});

test('an hour of messages is no more than a minute of them', () => {
  const heats = new Heats(4);
  for (let i = 0; i < 180_000; i++) {
    heats.expect({ due: i, from: 'me', to: '@me', text: `t${i}` });
  }
  assert.equal(heats.length, 3000);
});

test('percentiles are by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile([7], 0.99), 7);
  assert.equal(percentile([], 0.5), undefined);
});

test('what a message cost is the difference of two readings', () => {
  const meters = { bytesIn: 100, bytesOut: 200, requests: 3, emptyPolls: 0, connectionsOpened: 1, connectionsOpen: 1 };
  const later = { ...meters, bytesIn: 150, bytesOut: 450, requests: 8, emptyPolls: 1 };
  const first = { at: 0, messages: 5, payload: 10, meters };
  assert.deepEqual(costs(first, { at: 1000, messages: 10, payload: 40, meters: later }), {
    messages: 5,
    bytes: 60,
    requests: 1,
    empty: 0.2,
    payload: 0.1,
  });
  assert.equal(costs(first, { at: 1, messages: 5, payload: 10, meters: later }), undefined);
  assert.equal(costs(first, { at: 1, messages: 6, payload: 20, meters })?.payload, undefined);
});

test('a text has as many bytes as on the wire', () => {
  assert.equal(payloadBytes('plain'), 5);
  assert.equal(payloadBytes('h\u00e9 \ud83e\udd8a'), 8);
  assert.equal(payloadBytes('"\\\n\u0001'), 2 + 2 + 2 + 6);
});

test('what the tap saw sums up by class, and a reading of it stays as it was', () => {
  const seen = new BytesByClass();
  seen.add('tcp', 'out', [['envelope', 30], ['payload', 5], ['framing', 1]]);
  const before = seen.ledger('tcp');
  seen.add('tcp', 'out', [['payload', 7]]);
  seen.add('tcp', 'in', [['heartbeat', 16]]);
  assert.deepEqual(before, { in: {}, out: { envelope: 30, payload: 5, framing: 1 } });
  assert.deepEqual(seen.ledger('tcp'), { in: { heartbeat: 16 }, out: { envelope: 30, payload: 12, framing: 1 } });
  assert.deepEqual(seen.ledger('websocket'), { in: {}, out: {} });
});

test('the clocks\' offset lies in every sample, and its error is said', () => {
  const offset = new ClockOffset();
  offset.sample(100, 110, 1105);
  assert.equal(offset.error, 5);
  offset.sample(200, 204, 1203.5);
  assert.equal(offset.error, 2);
  assert.ok(Math.abs(offset.toPage(1500) - 500) <= offset.error + 1);
});

test('what came from elsewhere bounds the offset on one side, and a latency cannot become negative by it', () => {
  const offset = new ClockOffset();
  offset.bound(100, 1101);
  assert.equal(offset.isKnown, false);
  offset.sample(200, 220, 1205);
  assert.equal(offset.error, 2, 'the lab is at least 1001 ms ahead, by the first, and at most 1005');
  offset.bound(300, 1310);
  assert.ok(offset.toPage(1310) <= 300 + offset.error, 'a clock that was set');
});

test('what the lab times is not ranked with what the page times', () => {
  const heat = new Heats(3).expect({ due: 0, from: 'me', to: '@me', text: 'a' });
  heat.arrivals.set([30, 20, 10]);
  assert.equal(firstOf(heat, [0, 1], 100), 1);
  assert.equal(firstOf(heat, [0, 1], 25), undefined, 'one alone is not first');
  assert.ok(comparesClocks(heat, true) && !comparesClocks(heat, false));
  assert.ok(!comparesClocks({ ...heat, dueFrom: 'robot' }, true) && comparesClocks({ ...heat, dueFrom: 'robot' }, false));
});

test('a stall of the page and what it sent late are its own, and mark a latency', () => {
  const lag = new PageLag();
  lag.look(0);
  lag.look(10);
  lag.look(500);
  assert.equal(lag.within(0, 1000), 470, 'a timer that should have fired at 30');
  assert.equal(lag.within(100, 200), 100);
  const heat = new Heats(1).expect({ due: 480, sent: 505, from: 'me', to: '@me', text: 'a' });
  assert.equal(lag.share(heat, 510), 25);
  assert.equal(lag.share({ ...heat, sent: 480 }, 510), 20);
  assert.deepEqual([isPageLate(0.9, 1), isPageLate(2, 100), isPageLate(26, 100), isPageLate(undefined, 1)], [false, false, true, false]);
});

test('bytes are shown as rates between readings, from when the meters were zero', () => {
  const meters = { bytesIn: 100, bytesOut: 200, requests: 0, emptyPolls: 0, connectionsOpened: 1, connectionsOpen: 1 };
  const first = { at: 1500, messages: 0, payload: 0, meters };
  const second = { at: 2500, messages: 1, payload: 0, meters: { ...meters, bytesIn: 110, bytesOut: 700 } };
  assert.deepEqual(
    [...byteRates([second, first], 1000)],
    [
      { from: 1500, to: 2500, up: 10, down: 500 },
      { from: 1000, to: 1500, up: 200, down: 400 },
    ],
  );
  assert.deepEqual([...byteRates([], 1000)], []);
  assert.deepEqual([0, 1, 3, 510, 1000, 1001].map(roundUp), [1, 1, 3, 600, 1000, 1500]);
});

test('a sentence says what a message costs, against the lightest', () => {
  const cost = { messages: 10, bytes: 180, requests: 0, empty: 0, payload: 0.3 };
  assert.equal(costText(cost, 180), 'No request per message; the fewest bytes.');
  assert.equal(
    costText({ ...cost, bytes: 1150, requests: 1.04 }, 180),
    'Requests per message: 1; 6.4 × the bytes of the lightest.',
  );
  assert.equal(
    costText({ ...cost, bytes: 1620, requests: 1.67, empty: 0.4 }, 180),
    'Requests per message: 1.7, 40% of them empty; 9 × the bytes of the lightest.',
  );
});

test('figures begin anew when the traffic changes', () => {
  const heats = new Heats(1);
  for (const due of [100, 200]) {
    heats.expect({ due, from: 'me', to: '@me', text: `${due}` });
    heats.arrive(0, due + 150, { type: 'message', cursor: `k-${due}`, from: 'me', text: `${due}` }, 'me', ofOthers);
  }
  assert.deepEqual(latencies(heats.newestFirst(), 0, 0, 1000), [150, 150]);
  assert.deepEqual(latencies(heats.newestFirst(), 0, 0, 1000, 150), [150]);
});

test('a latency within the error of the clocks is not shown as a figure', () => {
  assert.equal(beyond(12, 3), duration(12));
  assert.equal(beyond(-12.3, 3), `< ${duration(3)}`);
});

test('a clock that was set is noticed at once', () => {
  const offset = new ClockOffset();
  offset.sample(100, 102, 1101);
  offset.sample(200, 202, 9201);
  assert.equal(offset.toPage(9201), 201);
});

test('the robot\'s word for when it was due is taken from the robot alone', () => {
  const text = 'robot 17 due 2026-11-21T10:00:00.123456Z Four wires';
  assert.equal(robotDue('robot', text), Date.parse('2026-11-21T10:00:00.123Z') + 0.456);
  assert.equal(robotDue('eve', text), undefined);
  assert.equal(robotDue('robot', 'I answer'), undefined);
});

test('the scene shows now, stands still, and replays slowly what came last', () => {
  const clock = new SceneClock();
  assert.equal(clock.tick(1000, 10_000, 900), 1000);
  clock.setPaused(true, 1030);
  assert.equal(clock.tick(2000, 10_000, 1900), 1030, 'where it was when it was stopped, not at the frame before');
  clock.setPaused(false, 2010);
  clock.setSpeed(0.1);
  assert.equal(clock.tick(3000, 1000, 2900), 2750, 'from a little before it was due');
  assert.equal(clock.tick(4000, 1000, 3900), 2850, 'ten times slower, to its end');
  assert.equal(clock.tick(14_000, 1000, 13_900), 13_750, 'then the newest one');
});

test('a step in slow motion has been seen when its message was replayed to the end', () => {
  const clock = new SceneClock();
  clock.setSpeed(0.1);
  assert.equal(clock.hasReplayed(1000), false);
  clock.tick(1000, 100, undefined);
  assert.equal(clock.tick(1100, 100, 1050), 1035);
  assert.equal(clock.hasReplayed(1000), false, 'it has just begun');
  clock.tick(2100, 100, 1050);
  assert.equal(clock.hasReplayed(1000), false, 'within it');
  clock.tick(2210, 100, 1050);
  assert.equal(clock.hasReplayed(1000), true);
  assert.equal(clock.hasReplayed(1060), false, 'a later message was not');
});

test('the arrows go from mark to mark and not beyond, the newest first', () => {
  assert.equal(placeAfter('ArrowLeft', -1, 5), 4);
  assert.equal(placeAfter('ArrowRight', -1, 5), 4);
  assert.equal(placeAfter('ArrowLeft', 4, 5), 3);
  assert.equal(placeAfter('ArrowLeft', 0, 5), 0);
  assert.equal(placeAfter('Home', 3, 5), 0);
  assert.equal(placeAfter('End', 0, 5), 4);
  assert.equal(placeAfter('Tab', 0, 5), undefined);
  assert.equal(placeAfter('End', -1, 0), undefined);
});
