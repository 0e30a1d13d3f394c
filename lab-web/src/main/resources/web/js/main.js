// @ts-check
// The page's beginning: its language and settings, the tabs, and which module is behind each of them.
import { httpVersion } from './http-version.js';
import { languageFor, speak, t } from './i18n/index.js';
import { takeKey } from './key.js';
import { part } from './parts.js';
import { colourLanes } from './shell/lane-colours.js';
import { note } from './shell/notes.js';
import { Person } from './shell/person.js';
import { Settings } from './shell/settings.js';
import { keepAddress } from './shell/history.js';
import { showSwitches } from './shell/switches.js';
import { Views } from './shell/views.js';

takeKey();
// The link with the key, opened in a tab that is here already, changes the fragment alone.
addEventListener('hashchange', () => takeKey() && location.reload());

const settings = new Settings(location.search);
const language = languageFor(settings.text('lang'), navigator.languages);
speak(language);
document.documentElement.lang = language;
document.title = t('page.title');
part('purpose', HTMLElement).textContent =
  t('page.purpose') + (httpVersion() === 'HTTP/2' ? ` ${t('page.http2')}` : '');
colourLanes();
showSwitches(part('switches', HTMLElement), settings);

/** @type {import('./shell/views.js').LabPage} */
const lab = { settings, person: new Person(), show: (view) => settings.set('view', view), note };
// A view is loaded when it is first seen; index.html preloads what the race needs.
const modules = {
  race: () => import('./race/index.js'),
  lessons: () => import('./lessons/index.js'),
  chat: () => import('./chat/index.js'),
  telnet: () => import('./telnet/index.js'),
  results: () => import('./results/index.js'),
  class: () => import('./class/index.js'),
};
const views = new Views(part('tabs', HTMLElement), part('views', HTMLElement), modules, lab, new Set(['class']));

if (settings.unknown.length > 0) {
  note(t('page.unknownParameters', { names: settings.unknown.join(', ') }));
}
if (settings.refused.length > 0) {
  note(t('page.refusedParameters', { names: settings.refused.join(', ') }));
}
keepAddress(settings);
addEventListener('pageshow', (show) => show.persisted && location.reload());
views.show();
