// @ts-check
import { n, t } from '../i18n/index.js';
import { button, h, part } from '../parts.js';
import { transports } from '../transports/index.js';
import { refusalText, stateText, transportAbout, transportLabel } from '../words.js';

/** Milliseconds for which a note about the connection stays after it has recovered. */
const NEWS_STAY = 15_000;

/** The choice of the transport, its state, and notes about the connection. */
export class WireChoice {
  #place = part('wires', HTMLElement);
  #state = part('wire-state', HTMLElement);
  #news = part('wire-news', HTMLElement);
  #timer = 0;
  #bad = false;
  #transport = '';
  /** Whether it has been said that this transport does not come through. */
  #isBlocked = false;
  #onChoice;

  /** @param {(transport: string) => void} onChoice */
  constructor(onChoice) {
    this.#onChoice = onChoice;
    for (const { id } of transports) {
      const input = h('input', { type: 'radio', name: 'chat-wire', value: id });
      input.addEventListener('change', () => {
        this.choose(id);
        onChoice(id);
      });
      this.#place.append(
        h('label', { 'data-transport': id, title: transportAbout(id) }, input, h('span', {}, transportLabel(id))),
      );
    }
  }

  /** @param {string} transport */
  choose(transport) {
    this.#transport = transport;
    this.#isBlocked = false;
    for (const input of this.#place.querySelectorAll('input')) {
      input.checked = input.value === transport;
    }
  }

  /** @param {import('../transports/contract.js').LinkState} state */
  show(state) {
    this.#state.textContent = stateText(state, this.#transport);
    this.#state.dataset.state = state.name;
    if (state.name === 'retrying' && !this.#isBlocked) {
      this.#bad = true;
      this.#say(
        t('chat.wireLost', {
          reason: refusalText(state.code ?? 'unreachable'),
          seconds: n(Math.max(0.1, (state.retryIn ?? 0) / 1000), { maximumFractionDigits: 1 }),
        }),
        true,
      );
    }
  }

  /**
   * Says that the transport does not come through, and offers another one.
   *
   * @param {string} next
   */
  blocked(next) {
    if (this.#isBlocked) {
      return;
    }
    this.#isBlocked = true;
    this.#bad = true;
    const names = { transport: transportLabel(this.#transport), next: transportLabel(next) };
    this.#say(t('chat.blocked', names), true);
    const use = button('small', t('chat.useNext', names), () => {
      this.choose(next);
      this.#onChoice(next);
    });
    use.dataset.next = next;
    this.#news.append(' ', use);
  }

  /**
   * Shows that the connection has recovered.
   *
   * @param {string} text
   */
  well(text) {
    if (this.#bad || text !== '') {
      this.#bad = false;
      this.#isBlocked = false;
      this.#say(text, false);
    }
  }

  /**
   * @param {string} text
   * @param {boolean} bad
   */
  #say(text, bad) {
    clearTimeout(this.#timer);
    if (this.#news.textContent !== text) {
      this.#news.textContent = text;
    }
    this.#news.classList.toggle('bad', bad);
    if (!bad) {
      this.#timer = window.setTimeout(() => (this.#news.textContent = ''), NEWS_STAY);
    }
  }

  clear() {
    clearTimeout(this.#timer);
    this.#bad = false;
    this.#isBlocked = false;
    this.#news.textContent = '';
    this.#state.textContent = '';
  }
}
