// @ts-check
import { language, t } from '../i18n/index.js';
import { h } from '../parts.js';
import { kinds } from './settings.js';

/** What each language calls itself. */
const ownNames = { en: 'English', 'zh-CN': '中文' };

/**
 * Language and colours.
 *
 * @param {HTMLElement} place
 * @param {import('./settings.js').Settings} settings
 */
export function showSwitches(place, settings) {
  const languages = h('select', { id: 'language', 'aria-label': t('page.language') });
  languages.append(...Object.entries(ownNames).map(([id, name]) => new Option(name, id)));
  languages.value = language();
  languages.addEventListener('change', () => {
    settings.set('lang', languages.value);
    location.reload();
  });

  const colours = h('select', { id: 'colours', 'aria-label': t('page.colours') });
  colours.append(
    ...kinds.colours.choices.map(
      (id) => new Option(t(/** @type {import('../i18n/index.js').Key} */ (`page.colours.${id}`)), id),
    ),
  );
  colours.value = settings.text('colours');
  const paint = () => (document.documentElement.dataset.colours = settings.text('colours'));
  colours.addEventListener('change', () => settings.set('colours', colours.value));
  settings.onChange((name) => name === 'colours' && paint());
  paint();

  place.append(languages, colours);
}
