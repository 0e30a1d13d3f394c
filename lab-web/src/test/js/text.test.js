// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteLength, groupAddress, readableBytes, refusal, wellFormed } from '../../main/resources/web/js/text.js';

test('a blank text is refused, whatever kind of space it is made of', () => {
  for (const blank of ['', ' ', '\n\t', '\u3000\u00a0']) {
    assert.equal(refusal(blank), 'blank');
  }
});

test('the limit is in UTF-8 bytes, not in characters', () => {
  assert.equal(refusal('a'.repeat(4096)), '');
  assert.equal(refusal('a'.repeat(4097)), 'too_long');
  assert.equal(refusal('\u20ac'.repeat(1365)), '');
  assert.equal(refusal('\u20ac'.repeat(1366)), 'too_long');
  assert.equal(byteLength('\u{1f98a}'), 4);
});

test('a text that grows beyond a line when written as JSON is too long', () => {
  assert.equal(refusal('"'.repeat(3800)), '');
  assert.equal(refusal('"'.repeat(4000)), 'too_long');
  assert.equal(refusal('\u0001'.repeat(2000)), 'too_long');
});

test('halves of surrogate pairs are replaced and whole ones kept', () => {
  assert.equal(wellFormed('a\ud83db\ude00c\u{1f600}'), 'a\ufffdb\ufffdc\u{1f600}');
});

test('a group may be typed with or without its #', () => {
  assert.equal(groupAddress(' java '), '#java');
  assert.equal(groupAddress('#java'), '#java');
  assert.equal(groupAddress('e\u0301t\u00e9'), '#\u00e9t\u00e9');
});

test('bytes are exact while they are few', () => {
  assert.equal(readableBytes(9999), '9,999 B');
  assert.equal(readableBytes(12_345), '12.3 kB');
  assert.equal(readableBytes(1_234_567), '1.2 MB');
});
