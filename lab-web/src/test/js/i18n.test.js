// @ts-check
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languageFor, languages, maybe, speak, t } from '../../main/resources/web/js/i18n/index.js';
import { transports } from '../../main/resources/web/js/transports/index.js';

const WEB = 'src/main/resources/web';
const scripts = readdirSync(join(WEB, 'js'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: readFileSync(join(WEB, 'js', name), 'utf8') }));
const outsideOfMessages = scripts.filter(({ name }) => !/^i18n.((lessons|class)\.)?(en|zh)\.js$/.test(name));

test('both languages have the same keys, each with a text and the same holes', () => {
  const { en, 'zh-CN': zh } = languages;
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  const holes = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
  for (const [key, text] of Object.entries(en)) {
    const other = /** @type {Record<string, string>} */ (zh)[key];
    assert.notEqual(text.trim() && other.trim(), '', key);
    assert.deepEqual(holes(other), holes(text), key);
  }
});

test('every text is used, and every key that is used is there', () => {
  const code = outsideOfMessages.map(({ text }) => text).join('\n');
  const literal = new Set([...code.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/gi)].map(([, key]) => key));
  const beginnings = [...code.matchAll(/`([a-z][\w]*\.(?:[\w-]+\.)*)\$\{/gi)].map(([, beginning]) => beginning);
  const unused = Object.keys(languages.en).filter(
    (key) => !literal.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)),
  );
  assert.deepEqual(unused, []);
  const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key);
  assert.ok(asked.length > 0);
  assert.deepEqual(asked.filter((key) => !(key in languages.en)), []);
});

test('the page itself holds no text besides its name', () => {
  const body = readFileSync(join(WEB, 'index.html'), 'utf8').replace(/<noscript>.*<\/noscript>/s, '');
  const texts = [...body.matchAll(/>([^<]+)</g)].map(([, text]) => text.trim()).filter((text) => text !== '');
  assert.deepEqual([...new Set(texts)], ['Wirelab']);
  assert.doesNotMatch(body, /\b(title|placeholder|aria-label)="/);
});

test('no Chinese stands outside of its messages', () => {
  const found = outsideOfMessages.filter(({ text }) => /\p{Script=Han}/u.test(text)).map(({ name }) => name);
  assert.deepEqual(found, [join('shell', 'switches.js')], 'only what the language calls itself');
});

test('each transport has a name and a sentence', () => {
  for (const { id } of transports) {
    assert.ok(maybe(`transport.${id}.label`), id);
    assert.ok(maybe(`transport.${id}.about`), id);
    assert.ok(maybe(`transport.${id}.short`, { poll: '', wait: '' }), id);
  }
});

test('the browser\'s first language that the page speaks is taken, and the address comes before it', () => {
  assert.equal(languageFor('', ['de', 'zh-TW', 'en']), 'zh-CN');
  assert.equal(languageFor('', ['en-GB', 'zh']), 'en');
  assert.equal(languageFor('zh-CN', ['en']), 'zh-CN');
  assert.equal(languageFor('', ['fr']), 'en');
});

test('holes are filled, and a key that is not there is nothing', () => {
  speak('zh-CN');
  assert.equal(t('chat.length', { bytes: 5, most: 9 }), '5 / 9 字节');
  speak('en');
  assert.equal(t('chat.length', { bytes: 5, most: 9 }), '5 of 9 bytes');
  assert.equal(maybe('refusal.nonsense'), undefined);
});
