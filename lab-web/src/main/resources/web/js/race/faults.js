// @ts-check
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { isPossible } from './network.js';

/**
 * The name of the network that the settings ask for and this page can have; empty: none.
 *
 * @param {import('../shell/settings.js').Settings} settings
 */
export function networkOf(settings) {
  return isPossible() ? settings.text('network') : '';
}

/**
 * Has the proxies on the ways of all lanes do what the settings ask for.
 *
 * @param {import('./runner.js').Runner} runner
 * @param {import('../shell/settings.js').Settings} settings
 */
export function setProxies(runner, settings) {
  const blocked = settings.list('blocked');
  const buffered = settings.list('buffered');
  for (const { id } of runner.lanes) {
    if (isHttp(runner, id)) {
      runner.network?.proxy(id, blocked.includes(id), buffered.includes(id));
    }
  }
}

/**
 * Whether proxies understand what a transport sends.
 *
 * @param {import('./runner.js').Runner} runner
 * @param {string} id
 */
function isHttp(runner, id) {
  return runner.where.get(id)?.port === undefined;
}

/**
 * What can be done to the network of a lane.
 *
 * @param {import('./lane.js').Lane} wire
 * @param {import('./runner.js').Runner} runner
 * @param {import('../shell/settings.js').Settings} settings
 */
export function faultButtons(wire, runner, settings) {
  const drop = button('', t('fault.drop'), () => runner.network?.strike('drop', wire.id));
  drop.title = t('fault.dropHint');
  const stall = button('', t('fault.stall'), () => runner.network?.strike('stall', wire.id));
  stall.title = t('fault.stallHint');
  const block = button('', t('fault.block'), () => settings.toggle('blocked', wire.id));
  const buffer = button('', t('fault.buffer'), () => settings.toggle('buffered', wire.id));
  return {
    element: h('div', { class: 'faults', role: 'group', 'aria-label': t('fault.title') }, drop, stall, block, buffer),
    update() {
      const http = isHttp(runner, wire.id);
      block.disabled = !http;
      buffer.disabled = !http;
      block.title = t(http ? 'fault.blockHint' : 'fault.notHttp');
      buffer.title = t(http ? 'fault.bufferHint' : 'fault.notHttp');
      block.ariaPressed = String(settings.list('blocked').includes(wire.id));
      buffer.ariaPressed = String(settings.list('buffered').includes(wire.id));
    },
  };
}
