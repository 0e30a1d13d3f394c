// @ts-check
import { language, languageFor } from '../i18n/index.js';

/** Settings that say where one is: each change is a place to come back to. */
const PLACES = new Set(['view', 'lesson']);

/**
 * Keeps the address in step with the settings. Back and forward go from view to view, and from step to step of the lessons;
 * all other settings belong to the place at which they were changed.
 *
 * @param {import('./settings.js').Settings} settings
 */
export function keepAddress(settings) {
  let isTravelling = false;
  settings.onChange((name) => {
    if (isTravelling) {
      return;
    }
    const address = `${location.pathname}${settings.search()}`;
    if (PLACES.has(name)) {
      history.pushState(null, '', address);
    } else {
      history.replaceState(null, '', address);
    }
  });
  addEventListener('popstate', () => {
    isTravelling = true;
    try {
      settings.load(location.search);
    } finally {
      isTravelling = false;
    }
    if (languageFor(settings.text('lang'), navigator.languages) !== language()) {
      location.reload();
    }
  });
}
