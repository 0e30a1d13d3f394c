// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownLanes } from '../../main/resources/web/js/race/shown-lanes.js';
import { Settings } from '../../main/resources/web/js/shell/settings.js';

test('the address says what is set, and only what is not as usual', () => {
  const settings = new Settings('?view=chat&lang=zh-CN');
  assert.equal(settings.text('view'), 'chat');
  settings.set('lang', '');
  assert.equal(settings.search(), '?view=chat');
  settings.set('view', 'race');
  assert.equal(settings.search(), '');
});

test('what the address asks for in vain is told, and changes nothing', () => {
  const settings = new Settings('?view=moon&constructor=1&rate=&rate=1e9&rate=NaN&foo=bar');
  assert.deepEqual(settings.unknown, ['constructor', 'foo']);
  assert.deepEqual(settings.refused, ['view', 'rate', 'rate', 'rate']);
  assert.equal(settings.text('view'), 'race');
  assert.equal(settings.search(), '');
});

test('a value that cannot be is not taken', () => {
  const settings = new Settings('');
  assert.equal(settings.set('rate', 51), false);
  assert.equal(settings.set('rate', '2.5'), true);
  assert.equal(settings.number('rate'), 2.5);
});

test('lanes are a choice of at least one, and do not change places', () => {
  const settings = new Settings('?lanes=tcp,sse,tcp');
  assert.deepEqual(settings.list('lanes'), ['sse', 'tcp']);
  assert.equal(settings.search(), '?lanes=sse,tcp');
  assert.equal(settings.set('lanes', ''), false);
  assert.equal(settings.set('lanes', 'sse,pigeon'), false);
  assert.deepEqual(settings.list('lanes'), ['sse', 'tcp']);
  assert.deepEqual(new Settings('').list('lanes'), ['websocket', 'long-poll', 'short-poll', 'tcp']);
});

test('what is published over has a lane, chosen or not', () => {
  assert.deepEqual(shownLanes(new Settings('?lanes=tcp&over=long-poll')), ['long-poll', 'tcp']);
  assert.deepEqual(shownLanes(new Settings('?lanes=tcp')), ['tcp']);
});

test('a part of a value of several can be none, and is put in and taken out', () => {
  const settings = new Settings('?blocked=&buffered=pigeon');
  assert.deepEqual(settings.refused, ['buffered']);
  assert.deepEqual(settings.list('blocked'), []);
  settings.toggle('blocked', 'tcp');
  settings.toggle('blocked', 'sse');
  assert.deepEqual(settings.list('blocked'), ['sse', 'tcp']);
  settings.toggle('blocked', 'tcp');
  assert.equal(settings.search(), '?blocked=sse');
  settings.toggle('blocked', 'sse');
  assert.equal(settings.search(), '');
});

test('a preset may have a network', () => {
  const settings = new Settings('?preset=satellite');
  assert.equal(settings.text('network'), 'satellite');
  settings.take('quiet');
  assert.equal(settings.text('network'), '');
});

test('listeners hear of changes and of nothing else', () => {
  const settings = new Settings('');
  /** @type {string[]} */
  const heard = [];
  settings.onChange((name) => heard.push(name));
  settings.set('rate', 0.6);
  settings.set('rate', 7);
  settings.set('rate', '7');
  assert.deepEqual(heard, ['rate']);
});
