// @ts-check
import { httpVersion } from '../http-version.js';
import { maybe, n, t } from '../i18n/index.js';
import { h } from '../parts.js';
import { transports } from '../transports/index.js';
import { setText } from './lane-view.js';

/**
 * What is measured, from where to where, and by how much it may be wrong.
 *
 * @param {import('./runner.js').Runner} runner
 */
export function howMeasured(runner) {
  const clock = h('p', { class: 'clock' });
  const paragraphs = [
    t('how.picture'),
    t('how.due'),
    t('how.arrived'),
    ...transports.flatMap(({ id }) => maybe(`transport.${id}.measured`) ?? []),
    t('how.bytes'),
    t('how.session'),
    t('how.browser'),
    t('how.version', { version: httpVersion() || '?' }),
  ];
  return {
    element: h('div', { class: 'how' }, ...paragraphs.map((text) => h('p', {}, text)), clock),
    update() {
      const { offset } = runner;
      setText(
        clock,
        offset.isKnown
          ? t('how.clock', { error: n(offset.error, { maximumFractionDigits: 2 }), samples: n(offset.samples) })
          : t('how.noClock'),
      );
      clock.dataset.error = offset.isKnown ? String(offset.error) : '';
    },
  };
}
