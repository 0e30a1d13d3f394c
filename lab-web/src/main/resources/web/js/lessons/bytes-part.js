// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';

/**
 * The inspector, folded: it is a click away where a step is not about bytes.
 *
 * @param {import('../inspector/inspector.js').Inspector} inspector
 */
export function bytesPart(inspector) {
  const part = h('details', { class: 'bytes' }, h('summary', {}, t('lessons.bytes')), inspector.element);
  part.addEventListener('toggle', () => part.open && inspector.redraw());
  return part;
}
