// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

const WEB = 'src/main/resources/web';

/**
 * A module and all that it imports from the start, so not what is imported while it runs.
 *
 * @param {string} module
 * @param {Set<string>} found
 */
function graph(module, found = new Set()) {
  if (!found.has(module)) {
    found.add(module);
    const text = readFileSync(posix.join(WEB, module), 'utf8');
    for (const [, to] of text.matchAll(/^(?:import|export) (?:[^'";]*? from )?'(\.[^']+)';/gm)) {
      graph(posix.join(posix.dirname(module), to), found);
    }
  }
  return found;
}

test('the page of a phone preloads exactly the modules that it has', () => {
  const needed = graph('js/class/phone.js');
  needed.delete('js/class/phone.js');
  const html = readFileSync(posix.join(WEB, 'class.html'), 'utf8');
  const preloaded = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map(([, href]) => href);
  assert.deepEqual(preloaded, [...needed].sort());
});

test('the page preloads exactly the modules with which the race begins', () => {
  const needed = graph('js/race/index.js', graph('js/main.js'));
  needed.delete('js/main.js');
  const html = readFileSync(posix.join(WEB, 'index.html'), 'utf8');
  const preloaded = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map(([, href]) => href);
  assert.deepEqual(preloaded, [...needed].sort());
  assert.ok(preloaded.every((module) => !module.startsWith('vendor/')), 'the chart library comes with the charts');
});
