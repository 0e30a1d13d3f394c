// @ts-check
import { t } from '../i18n/index.js';
import { button, h, part } from '../parts.js';

/** Notes that stand at a time; older ones go. */
const MOST_NOTES = 3;

/**
 * Shows a note above all views until it is dismissed.
 *
 * @param {string} text
 */
export function note(text) {
  const place = part('notes', HTMLElement);
  const line = h('p', { class: 'notice' }, text);
  line.append(button('small', t('page.dismiss'), () => line.remove()));
  place.append(line);
  while (place.childElementCount > MOST_NOTES) {
    place.firstElementChild?.remove();
  }
}
