// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Typed } from '../../main/resources/web/js/telnet/typed.js';

test('the arrows bring back the lines that were sent, and last what was begun', () => {
  const typed = new Typed();
  assert.equal(typed.walk(-1, 'new'), 'new', 'there is none yet');
  ['/users', '/users', 'hello'].forEach((line) => typed.add(line));
  assert.equal(typed.walk(-1, 'half'), 'hello');
  assert.equal(typed.walk(-1, 'hello'), '/users', 'equal lines in a row are one');
  assert.equal(typed.walk(-1, '/users'), '/users');
  assert.equal(typed.walk(1, '/users'), 'hello');
  assert.equal(typed.walk(1, 'hello'), 'half');
  assert.equal(typed.walk(1, 'half'), 'half');
  for (let i = 0; i < 300; i++) {
    typed.add(`line ${i}`);
  }
  for (let i = 0; i < 300; i++) {
    typed.walk(-1, '');
  }
  assert.equal(typed.walk(0, ''), 'line 200', 'a hundred are remembered');
});
