// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';
import { code, keepCode } from './remembered-pupil.js';

/** The longest name, in characters. */
const MOST_NAME = 32;

/** Asks for a nickname, and for the access code where it is not known. */
export class JoinForm {
  #refused = h('p', { class: 'notice', role: 'alert', id: 'refused' });
  #name = h('input', { id: 'nickname', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: MOST_NAME, required: true });
  #code = h('input', { id: 'code', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
  #codeRow = h('p', { class: 'row' }, h('label', { for: 'code' }, t('classroom.join.code')), this.#code);
  #submit = h('button', { type: 'submit', class: 'primary' }, t('classroom.join.submit'));
  element = h(
    'form',
    { class: 'join', id: 'join' },
    h('h1', {}, t('classroom.join.title')),
    h('p', { class: 'row' }, h('label', { for: 'nickname' }, t('classroom.join.name')), this.#name),
    this.#codeRow,
    this.#submit,
    this.#refused,
    h('p', { class: 'hint' }, t('classroom.join.about')),
  );

  /** @param {(name: string, code: string | undefined) => Promise<void>} onJoin */
  constructor(onJoin) {
    this.element.addEventListener('submit', (submit) => {
      submit.preventDefault();
      if (this.#codeRow.hidden === false) {
        keepCode(this.#code.value.trim());
      }
      this.#submit.disabled = true;
      void onJoin(nickname(this.#name.value), code()).finally(() => (this.#submit.disabled = false));
    });
  }

  /**
   * Shows it.
   *
   * @param {string} name to begin with
   * @param {string} [why] a sentence about what was refused
   * @param {boolean} [asksForCode]
   */
  show(name, why = '', asksForCode = false) {
    this.#codeRow.hidden = code() !== undefined && !asksForCode;
    this.#code.required = false;
    this.#code.value = '';
    if (name !== '') {
      this.#name.value = name;
    }
    this.#refused.textContent = why;
  }
}

/**
 * A nickname as the lab takes it: without spaces, of which people type some.
 *
 * @param {string} typed
 */
export function nickname(typed) {
  return typed.trim().replace(/\s+/g, '-').normalize('NFC');
}
