// @ts-check
import { t } from '../i18n/index.js';
import { h, part } from '../parts.js';

const MOST_KNOWN = 500;

/** Announces each message once to screen readers. */
export class Announcer {
  #place = part('announcer', HTMLElement);
  /** @type {Set<string>} */
  #known = new Set();

  /** @param {import('../transports/contract.js').LabEvent} event */
  announce({ cursor = '', from, to, text, media, name }) {
    if (this.#known.has(cursor)) {
      return;
    }
    this.#known.add(cursor);
    if (this.#known.size > MOST_KNOWN) {
      this.#known.delete(/** @type {string} */ (this.#known.values().next().value));
    }
    this.#place.append(h('p', {}, t('chat.spoken', { from: from ?? '', to: to ?? '', text: text ?? `${media ?? ''} ${name ?? ''}` })));
    while (this.#place.childElementCount > 5) {
      this.#place.firstElementChild?.remove();
    }
  }
}
