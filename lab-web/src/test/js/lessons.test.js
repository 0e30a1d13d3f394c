// @ts-check
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languages, maybe, speak } from '../../main/resources/web/js/i18n/index.js';
import { claimsOf } from '../../main/resources/web/js/lessons/jwt.js';
import { moments } from '../../main/resources/web/js/lessons/moments.js';
import { lessons } from '../../main/resources/web/js/lessons/syllabus.js';
import { Lane } from '../../main/resources/web/js/race/lane.js';
import { Settings } from '../../main/resources/web/js/shell/settings.js';
import { transports } from '../../main/resources/web/js/transports/index.js';

/** What courses about real-time transports teach, and the words by which a step is recognised as theirs. */
const TOPICS = {
  'jwt': [/JWT/, /JWT/],
  'online-count': [/online count/i, /在线人数/],
  'groups-and-private': [/group and private chat/i, /群聊与私聊/],
  'avatars': [/avatars/i, /头像/],
  'robot': [/robot/i, /机器人/],
  'telnet': [/telnet/i, /telnet/i],
  'handshake-headers': [/handshake.*headers/i, /握手.*头部/],
  'ready-state-and-events': [/readyState.*events/, /readyState.*事件/],
  'keep-alive': [/keep-alive against short connections/i, /keep-alive.*短连接/],
  'polling-and-push': [/polling against push/i, /轮询与推送/],
  'socket.io': [/Socket\.IO/, /Socket\.IO/],
  'wss': [/wss/, /wss/],
  'binary': [/binary/i, /二进制/],
};

test('every topic of the courses has its step, whose title names it in both languages', () => {
  for (const [topic, [english, chinese]] of Object.entries(TOPICS)) {
    const step = lessons.find(({ topics }) => topics.includes(topic));
    assert.ok(step, topic);
    const key = /** @type {keyof typeof languages.en} */ (`lesson.${step.id}.title`);
    assert.match(languages.en[key], english);
    assert.match(languages['zh-CN'][key], chinese);
  }
});

test('there are ten steps, each with its texts, and every topic has a name', () => {
  assert.equal(lessons.length, 10);
  assert.equal(new Set(lessons.map(({ id }) => id)).size, 10);
  for (const { id, topics } of lessons) {
    for (const part of ['title', 'text', 'task']) {
      assert.ok(maybe(`lesson.${id}.${part}`), `${id} ${part}`);
    }
    topics.forEach((topic) => assert.ok(maybe(`topic.${topic}`), topic));
  }
});

test('each step links to examples that are there, and its race has settings that the race takes', () => {
  for (const { id, examples, race } of lessons) {
    assert.ok(examples.length > 0, id);
    for (const transport of examples) {
      const file = transports.find((one) => one.id === transport)?.example ?? `${transport}.html`;
      assert.ok(existsSync(join('src/main/resources/examples', file)), file);
    }
    const settings = new Settings(`?${race ?? ''}`);
    assert.deepEqual([...settings.unknown, ...settings.refused], [], id);
  }
});

test('each step that races stops at a moment of its own, and says with measured values what was seen', () => {
  const racing = lessons.filter(({ stage }) => stage === 'race').map(({ id }) => id);
  assert.deepEqual(Object.keys(moments).sort(), [...racing].sort());
  racing.forEach((id) => assert.match(maybe(`lesson.${id}.seen`) ?? '', /\{\w+\}/, id));
});

/**
 * @param {string} id
 * @param {number} index
 */
function laneOf(id, index) {
  return new Lane(id, index);
}

/** @param {number[]} arrivals */
function heat(due = 0, arrivals = [NaN, NaN]) {
  const values = Float64Array.from(arrivals);
  return { number: 1, due, dueFrom: /** @type {const} */ ('page'), from: 'me', to: '@me', text: 'a', cursor: 'k-1', arrivals: values, own: values };
}

test('polling stops when empty polls were seen and a message has arrived both ways', () => {
  speak('en');
  const push = laneOf('a', 0);
  const poll = laneOf('b', 1);
  for (let at = 1000; at <= 4000; at += 1000) {
    poll.exchanges.push({ kind: 'poll', begun: at, ended: at + 10, events: at === 4000 ? 1 : 0 });
  }
  const facts = { heats: [heat(3500, [3502, 4010])], lanes: [push, poll], tap: undefined, since: 900, now: 4100, burst: 1 };
  assert.deepEqual(moments.polling(facts)?.values, { polls: '4', empty: '3', pushed: '2 ms', polled: '510 ms' });
  assert.equal(moments.polling({ ...facts, since: 1500 }), undefined, 'an earlier step’s polls do not count');
  assert.equal(moments.polling({ ...facts, now: 4005 }), undefined, 'it has not arrived by polling yet');
});

test('the gap of long polling is shown with the answers that carried the burst', () => {
  const push = laneOf('a', 0);
  const poll = laneOf('b', 1);
  poll.exchanges.push({ kind: 'poll', begun: 0, ended: 101, events: 1 });
  poll.exchanges.push({ kind: 'poll', begun: 102, ended: 130, events: 1 });
  poll.exchanges.push({ kind: 'poll', begun: 131, events: 0 });
  const facts = {
    heats: [heat(100, [101, 101]), heat(104, [105, 130])],
    lanes: [push, poll],
    tap: undefined,
    since: 0,
    now: 200,
    burst: 2,
  };
  const moment = moments['long-polling'](facts);
  assert.deepEqual(moment?.values, { messages: '2', polls: '2', fastest: '1 ms', slowest: '26 ms' });
  assert.ok(moment.from < 100 && moment.to > 130);
  assert.equal(moments['long-polling']({ ...facts, burst: 3 }), undefined);
});

test('keep-alive is read from the meters of this run alone', () => {
  const lane = laneOf('a', 0);
  const meters = { bytesIn: 1, bytesOut: 1, requests: 9, emptyPolls: 8, connectionsOpened: 1, connectionsOpen: 1 };
  lane.readings.push({ at: 5000, messages: 0, payload: 0, meters });
  const facts = { heats: [], lanes: [lane], tap: undefined, since: 100, now: 5100, burst: 1 };
  assert.deepEqual(moments['keep-alive'](facts)?.values, { requests: '9', connections: '1' });
  assert.equal(moments['keep-alive']({ ...facts, since: 5050 }), undefined);
});

test('a token is read, and anything else is none', () => {
  const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  assert.deepEqual(claimsOf(`${part({ alg: 'HS256' })}.${part({ sub: 'Zoë~?' })}.x`), { alg: 'HS256', sub: 'Zoë~?' });
  for (const none of ['', 'a', 'a.b', `${part({})}.%`]) {
    assert.equal(claimsOf(none), undefined, none);
  }
});
