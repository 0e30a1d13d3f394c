// @ts-check
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';

/** What is seen under the lanes: one of several, chosen by a row of tabs. */
export class Panes {
  #settings;
  #parts;
  /** @type {Map<string, HTMLElement>} */
  #tabs = new Map();

  /**
   * @param {import('../shell/settings.js').Settings} settings
   * @param {Record<string, HTMLElement>} parts by the value of the setting `pane`
   */
  constructor(settings, parts) {
    this.#settings = settings;
    this.#parts = parts;
    const row = h('div', { class: 'pane-choice', role: 'tablist', 'aria-label': t('pane.title') });
    const close = button('close', '×', () => this.#close());
    close.ariaLabel = t('pane.close');
    this.element = h('div', { class: 'panes' }, h('div', { class: 'pane-tabs' }, row, close));
    for (const [id, part] of Object.entries(parts)) {
      const tab = button('', t(/** @type {import('../i18n/index.js').Key} */ (`pane.${id}`)), () => settings.set('pane', id));
      tab.id = `pane-tab-${id}`;
      tab.role = 'tab';
      tab.setAttribute('aria-controls', `pane-${id}`);
      this.#tabs.set(id, tab);
      part.id = `pane-${id}`;
      part.role = 'tabpanel';
      part.classList.add('pane', id);
      part.setAttribute('aria-labelledby', tab.id);
      row.append(tab);
      this.element.append(part);
    }
    row.addEventListener('keydown', (key) => this.#walk(key));
    settings.onChange((name) => name === 'pane' && this.#show());
    this.#show();
  }

  #show() {
    const current = this.#settings.text('pane');
    for (const [id, part] of Object.entries(this.#parts)) {
      const tab = /** @type {HTMLElement} */ (this.#tabs.get(id));
      part.hidden = id !== current;
      tab.ariaSelected = String(id === current);
      tab.tabIndex = id === current ? 0 : -1;
    }
  }

  /** The first pane, which leaves all the width to the lanes. */
  #close() {
    const [first] = Object.keys(this.#parts);
    this.#settings.set('pane', first);
    this.#tabs.get(first)?.focus();
  }

  /** @param {KeyboardEvent} key */
  #walk(key) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key.key];
    if (step !== undefined) {
      const ids = Object.keys(this.#parts);
      const id = ids[(ids.indexOf(this.#settings.text('pane')) + step + ids.length) % ids.length];
      this.#settings.set('pane', id);
      this.#tabs.get(id)?.focus();
      key.preventDefault();
    }
  }
}
