// @ts-check
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { socketUnder, under } from '../../main/resources/web/js/address.js';
import { EventParser } from '../../main/resources/web/js/event-stream.js';
import { transports } from '../../main/resources/web/js/transports/index.js';

const WEB = 'src/main/resources/web';

test('no file of the page names a transport but its own module, the messages and the syllabus of the lessons', () => {
  const ids = transports.map(({ id }) => id);
  const found = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(?!vendor).*\.(js|css|html)$/.test(name) && !/^js.i18n.(en|zh|lessons\.\w+)\.js$|^js.lessons.syllabus\.js$/.test(name))
    .filter((name) => {
      const own = ids.find((id) => name === join('js', 'transports', `${id}.js`));
      const code = readFileSync(join(WEB, name), 'utf8').replace(/\/\*.*?\*\/|^\s*\/\/.*$|^import .*$/gms, '');
      return ids.some((id) => id !== own && new RegExp(`["'\`-]${id}["'\`]`).test(code));
    });
  assert.deepEqual(found, []);
});

test('addresses of the lab are under the folder of the page, wherever a proxy has put it', () => {
  assert.equal(under('/api/sessions', 'https://a.example/lab/').href, 'https://a.example/lab/api/sessions');
  assert.equal(socketUnder('/ws', 'https://a.example/lab/').href, 'wss://a.example/lab/ws');
  assert.equal(socketUnder('/ws', 'http://127.0.0.1:7070/').href, 'ws://127.0.0.1:7070/ws');
  const outside = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^js.*\.js$/.test(name))
    .filter((name) => /fetch\(['"`]|location\.origin|new URL\(['"`]\//.test(readFileSync(join(WEB, name), 'utf8')));
  assert.deepEqual(outside, [], 'no address is of the root');
});

test('events of a stream are put together from pieces', () => {
  const parser = new EventParser();
  assert.deepEqual(parser.push('retry: 2000\n\nid: 1\nda'), []);
  assert.deepEqual(parser.push('ta: "a"\n\nid: 2\ndata: b\ndata: c\n\n: quiet\n\nevent: e'), [
    { event: 'message', data: '"a"', id: '1' },
    { event: 'message', data: 'b\nc', id: '2' },
  ]);
  assert.deepEqual(parser.push('nd\ndata: {}\n\n'), [{ event: 'end', data: '{}', id: '2' }]);
});
