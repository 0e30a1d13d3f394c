// @ts-check
import { logIn } from '../api.js';
import { avatarImage, avatars } from '../avatars.js';
import { t } from '../i18n/index.js';
import { h, part } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';

/** The log-in view. */
export class LogIn {
  #view = part('log-in', HTMLElement);
  #form = part('log-in-form', HTMLFormElement);
  #name = part('name', HTMLInputElement);
  #reason = part('log-in-reason', HTMLElement);

  /** @param {(session: import('../api.js').Session) => void} onSession gets the session of one who has logged in */
  constructor(onSession) {
    const chosen = Math.floor(Math.random() * avatars.length);
    part('avatars', HTMLElement).append(...avatars.map((avatar, index) => choice(avatar, index === chosen)));
    this.#form.addEventListener('submit', (submit) => {
      submit.preventDefault();
      void this.#submit(onSession);
    });
  }

  /**
   * @param {string} [code] why one has to log in again
   * @param {string} [name] who was logged in
   */
  show(code, name) {
    this.#view.hidden = false;
    this.#name.value = name ?? this.#name.value;
    this.#refuse(code === undefined ? '' : refusalText(code));
    this.#name.focus();
  }

  hide() {
    this.#view.hidden = true;
  }

  /** @param {(session: import('../api.js').Session) => void} onSession */
  async #submit(onSession) {
    const name = this.#name.value.trim();
    this.#refuse('');
    if (name === '') {
      this.#refuse(t('logIn.noName'));
      return;
    }
    const submit = /** @type {HTMLButtonElement} */ (this.#form.querySelector('[type=submit]'));
    submit.disabled = true;
    try {
      const session = await logIn(name, String(new FormData(this.#form).get('avatar')));
      this.#view.hidden = true;
      onSession(session);
    } catch (error) {
      this.#refuse(error instanceof LabError ? refusalText(error.code, error.message) : String(error));
    } finally {
      submit.disabled = false;
    }
  }

  /** @param {string} reason */
  #refuse(reason) {
    this.#reason.textContent = reason;
    this.#name.ariaInvalid = String(reason !== '');
  }
}

/**
 * @param {string} avatar
 * @param {boolean} checked
 */
function choice(avatar, checked) {
  const name = t(/** @type {import('../i18n/index.js').Key} */ (`avatar.${avatar}`));
  const image = avatarImage(avatar);
  image.alt = name;
  return h('label', { title: name }, h('input', { type: 'radio', name: 'avatar', value: avatar, checked }), image);
}
