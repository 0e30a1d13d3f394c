// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';

/**
 * What a view's module exports, and what it is given. A view is loaded and mounted when it is first seen, and stays.
 *
 * @typedef {object} LabPage what all views share
 * @property {import('./settings.js').Settings} settings
 * @property {import('./person.js').Person} person
 * @property {(view: 'race' | 'lessons' | 'chat' | 'telnet' | 'results' | 'class') => void} show goes to a view
 * @property {(text: string) => void} note shows a note above all views until it is dismissed
 *
 * @typedef {object} View
 * @property {() => void} [shown] it is seen again
 * @property {() => void} [hidden] another view is seen: stop drawing
 *
 * @typedef {object} ViewModule
 * @property {(element: HTMLElement, lab: LabPage) => View | void} mount puts the view into its empty element
 */

/** The tabs, and the one view that is seen. */
export class Views {
  /** @type {Map<string, {tab: HTMLElement, panel: HTMLElement, load: () => Promise<ViewModule>, view?: View, mounted: boolean}>} */
  #views = new Map();
  #lab;
  #current = '';

  /**
   * @param {HTMLElement} tabs
   * @param {HTMLElement} place
   * @param {Record<string, () => Promise<ViewModule>>} modules
   * @param {LabPage} lab
   * @param {ReadonlySet<string>} optional views whose tab appears when the address first names them
   */
  constructor(tabs, place, modules, lab, optional = new Set()) {
    this.#lab = lab;
    tabs.role = 'tablist';
    tabs.ariaLabel = t('page.views');
    for (const [id, load] of Object.entries(modules)) {
      const tab = h('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `view-${id}`, tabindex: -1 });
      tab.textContent = t(/** @type {import('../i18n/index.js').Key} */ (`view.${id}`));
      tab.addEventListener('click', () => lab.settings.set('view', id));
      const panel = h('section', { role: 'tabpanel', id: `view-${id}`, class: `view ${id}`, 'aria-labelledby': `tab-${id}` });
      panel.hidden = true;
      tab.hidden = optional.has(id);
      tabs.append(tab);
      place.append(panel);
      this.#views.set(id, { tab, panel, load, mounted: false });
    }
    tabs.addEventListener('keydown', (key) => this.#walk(key));
    lab.settings.onChange((name) => name === 'view' && this.show());
  }

  /** Shows the view that the settings name. */
  show() {
    const next = this.#lab.settings.text('view');
    if (next === this.#current) {
      return;
    }
    this.#views.get(this.#current)?.view?.hidden?.();
    this.#current = next;
    for (const [id, { tab, panel }] of this.#views) {
      const isCurrent = id === next;
      tab.ariaSelected = String(isCurrent);
      tab.tabIndex = isCurrent ? 0 : -1;
      panel.hidden = !isCurrent;
      tab.hidden &&= !isCurrent;
    }
    const entry = this.#views.get(next);
    if (entry?.mounted === false) {
      entry.mounted = true;
      void this.#mount(next);
    } else {
      entry?.view?.shown?.();
    }
  }

  /** @param {string} id of a view that is seen for the first time */
  async #mount(id) {
    const entry = this.#views.get(id);
    if (entry === undefined) {
      return;
    }
    try {
      const module = await entry.load();
      entry.view = module.mount(entry.panel, this.#lab) ?? undefined;
    } catch (error) {
      // The lab is away. The next attempt is made when the view is chosen again.
      entry.mounted = false;
      this.#lab.note(t('page.viewNotLoaded'));
      console.error(error);
    }
    if (this.#current !== id) {
      entry.view?.hidden?.();
    }
  }

  /** @param {KeyboardEvent} key the arrows go from tab to tab */
  #walk(key) {
    const ids = [...this.#views.keys()].filter((id) => this.#views.get(id)?.tab.hidden === false);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key.key];
    if (step !== undefined) {
      const id = ids[(ids.indexOf(this.#current) + step + ids.length) % ids.length];
      this.#lab.settings.set('view', id);
      this.#views.get(id)?.tab.focus();
      key.preventDefault();
    }
  }
}
