// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldForLess } from '../../main/resources/web/js/transports/polling.js';

test('after a proxy gave up on a poll, the next are held for three quarters of that time', () => {
  assert.equal(heldForLess(10_050, 25), 7);
  assert.equal(heldForLess(20_000, 25), 15);
});

test('and for at least a second, and always for less', () => {
  assert.equal(heldForLess(300, 25), 1);
  assert.equal(heldForLess(60_000, 25), 24);
  assert.equal(heldForLess(2_000, 2), 1);
});
