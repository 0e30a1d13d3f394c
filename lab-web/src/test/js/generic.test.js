// @ts-check
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EventParser } from '../../main/resources/web/js/event-stream.js';
import { transports } from '../../main/resources/web/js/transports/index.js';

const WEB = 'src/main/resources/web';

test('no file of the page names a transport but its own module and the messages', () => {
  const ids = transports.map(({ id }) => id);
  const found = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(?!vendor).*\.(js|css|html)$/.test(name) && !/^js.i18n.(en|zh)\.js$/.test(name))
    .filter((name) => {
      const own = ids.find((id) => name === join('js', 'transports', `${id}.js`));
      const code = readFileSync(join(WEB, name), 'utf8').replace(/\/\*.*?\*\/|^\s*\/\/.*$|^import .*$/gms, '');
      return ids.some((id) => id !== own && new RegExp(`["'\`-]${id}["'\`]`).test(code));
    });
  assert.deepEqual(found, []);
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
