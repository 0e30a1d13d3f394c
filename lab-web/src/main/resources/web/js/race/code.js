// @ts-check
import { under } from '../address.js';
import { t } from '../i18n/index.js';
import { h } from '../parts.js';
import { transports } from '../transports/index.js';
import { transportLabel } from '../words.js';

/** The smallest client of one transport, as the lab serves it in `examples/`. */
export class Code {
  #about = h('p', { class: 'hint' });
  #text = h('pre', { tabindex: 0, dir: 'ltr' });
  /** The transport's id. */
  #chosen = '';
  element = h('div', {}, this.#about, this.#text);

  /** @param {string} id of the transport whose client is shown once it is loaded */
  choose(id) {
    this.#chosen = id;
  }

  /**
   * Chooses the first of some transports, unless one of them is chosen.
   *
   * @param {string[]} ids
   */
  offer(ids) {
    if (!ids.includes(this.#chosen)) {
      this.#chosen = ids[0];
    }
  }

  /** Fetches the client, and shows it unless another one was chosen meanwhile. */
  async load() {
    const id = this.#chosen;
    const file = transports.find((transport) => transport.id === id)?.example ?? `${id}.html`;
    const address = under(`/examples/${file}`).href;
    const text = await fetch(address).then((response) => (response.ok ? response.text() : ''), () => '');
    if (this.#chosen !== id) {
      return;
    }
    if (text === '') {
      this.#about.textContent = t('code.none', { transport: transportLabel(id) });
      this.#text.textContent = '';
      return;
    }
    const link = h('a', { href: address, target: '_blank', rel: 'noreferrer' }, t('code.open', { file }));
    this.#about.replaceChildren(t('code.about', { transport: transportLabel(id) }), ' ', link);
    this.#text.textContent = text;
  }
}
