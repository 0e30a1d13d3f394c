// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../main/resources/web/js/transports/backoff.js';

test('pauses double up to eight seconds and begin anew after a success', () => {
  const backoff = new Backoff(() => 1);
  const pauses = Array.from({ length: 8 }, () => backoff.next());
  assert.deepEqual(pauses, [250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
  backoff.reset();
  assert.equal(backoff.next(), 250);
});

test('pauses are spread over their last quarter', () => {
  assert.equal(new Backoff(() => 0).next(), 188);
  assert.equal(new Backoff(() => 0.5).next(), 219);
});
