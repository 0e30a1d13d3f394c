// @ts-check
import { t } from '../i18n/index.js';
import { h, named } from '../parts.js';
import { stateText, transportLabel } from '../words.js';
import { delayText, timeText } from './delay-text.js';

/** Messages that are shown. */
const MOST_ROWS = 60;

/** What a pupil sees: the transport, the delay of the latest message, and the messages. */
export class PhoneView {
  #choice = h('select', { id: 'transport', 'aria-label': t('classroom.phone.transport') });
  #state = h('p', { class: 'state', role: 'status' });
  #delay = h('p', { class: 'delay', id: 'delay' });
  #about = h('p', { class: 'hint' }, t('classroom.phone.wait'));
  #note = h('p', { class: 'notice', role: 'status' });
  #rows = h('ol', { class: 'rows', id: 'rows', 'aria-label': t('classroom.phone.messages') });
  element;

  /**
   * @param {string} user
   * @param {(transport: string) => void} onChoice
   */
  constructor(user, onChoice) {
    this.element = h(
      'section',
      { class: 'lesson' },
      h('header', {}, named(user), this.#choice),
      this.#state,
      this.#delay,
      this.#about,
      this.#note,
      this.#rows,
    );
    this.#choice.addEventListener('change', () => onChoice(this.#choice.value));
  }

  /**
   * @param {string} id
   * @param {string[]} choices
   */
  use(id, choices) {
    if (this.#choice.options.length !== choices.length) {
      this.#choice.replaceChildren(...choices.map((choice) => new Option(transportLabel(choice), choice)));
    }
    this.#choice.value = id;
    this.element.dataset.transport = id;
  }

  /** @param {import('../transports/contract.js').LinkState} state */
  setState(state) {
    this.#state.textContent = stateText(state, this.#choice.value);
    this.#state.dataset.state = state.name;
  }

  /** @param {string} text */
  note(text) {
    this.#note.textContent = text;
  }

  /**
   * @param {import('./messages.js').ClassMessage} message
   * @param {number} delay milliseconds; NaN while the lab's clock is unknown
   * @param {number} error by how much it may be wrong
   */
  add({ kind, round, index, of, text }, delay, error) {
    const known = Number.isFinite(delay);
    const shown = known ? delayText(delay, error) : '…';
    this.#delay.textContent = shown;
    this.#delay.dataset.milliseconds = known ? String(delay) : '';
    this.#about.textContent =
      t(kind === 'cut' ? 'classroom.phone.back' : 'classroom.phone.delay') +
      (known ? ` ${t('classroom.phone.error', { error: timeText(error) })}` : '');
    this.#rows.prepend(
      h(
        'li',
        { 'data-round': round },
        h('span', { class: 'number' }, of > 1 ? `${round}.${index + 1}` : String(round)),
        h('span', { class: 'text', dir: 'auto' }, text),
        h('span', { class: 'took' }, shown),
      ),
    );
    while (this.#rows.childElementCount > MOST_ROWS) {
      this.#rows.lastElementChild?.remove();
    }
  }
}
