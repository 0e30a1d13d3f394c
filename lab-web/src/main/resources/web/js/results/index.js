// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';

/** @param {HTMLElement} element */
export function mount(element) {
  element.append(h('p', { class: 'hint' }, t('view.later')));
}
