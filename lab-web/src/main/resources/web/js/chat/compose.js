// @ts-check
import { n, t } from '../i18n/index.js';
import { button, h, part } from '../parts.js';
import { byteLength, MOST_TEXT_BYTES, refusal, wellFormed } from '../text.js';
import { LabError } from '../transports/contract.js';
import { base64 } from '../transports/binary.js';
import { refusalText } from '../words.js';
import { kindOf, MOST_PICTURE_BYTES, nameOf } from './picture.js';

/** From here on the text's length is shown. */
const NEARLY = 3500;

/** @typedef {{text?: string, media?: string, name?: string, data?: string}} Content a text or a picture */

/** The input of the current conversation. A draft stays with its conversation until it is sent. */
export class Compose {
  #form = part('say-form', HTMLFormElement);
  #text = part('say-text', HTMLTextAreaElement);
  #notice = part('say-notice', HTMLElement);
  #length = part('say-length', HTMLElement);
  #pending = part('pending', HTMLElement);
  /** @type {import('./conversations.js').Conversation | undefined} */
  #conversation;
  /** @type {Map<HTMLElement, string>} rows of pending messages, and their address */
  #rows = new Map();
  #say;

  #picture = part('say-picture', HTMLInputElement);

  /** @param {(to: string, content: Content) => Promise<unknown>} say */
  constructor(say) {
    this.#say = say;
    this.#text.addEventListener('input', () => this.#judge());
    this.#text.addEventListener('keydown', (key) => {
      if (key.key === 'Enter' && !key.shiftKey && !key.isComposing) {
        key.preventDefault();
        this.#form.requestSubmit();
      }
    });
    this.#picture.addEventListener('change', () => void this.#choose());
    this.#form.addEventListener('submit', (submit) => {
      submit.preventDefault();
      this.#submit();
    });
  }

  /**
   * @param {import('./conversations.js').Conversation} conversation
   * @param {boolean} focus
   */
  show(conversation, focus) {
    this.#conversation = conversation;
    this.#text.value = conversation.draft;
    this.#text.placeholder = t('chat.sayTo', { address: conversation.address });
    this.#text.ariaLabel = t('chat.sayTo', { address: conversation.address });
    this.#judge();
    this.#showRows();
    if (focus) {
      this.#text.focus();
    }
  }

  /** @param {string} message what could not be done */
  complain(message) {
    this.#notice.textContent = message;
  }

  /** Discards pending messages: another session starts. */
  clear() {
    this.#rows.clear();
    this.#pending.replaceChildren();
  }

  /** Shows what is wrong with the text while it is typed; an empty one is not sent. */
  #judge() {
    const text = wellFormed(this.#text.value);
    const tooLong = refusal(text) === 'too_long';
    const bytes = byteLength(text);
    if (this.#conversation !== undefined) {
      this.#conversation.draft = this.#text.value;
    }
    this.#text.ariaInvalid = String(tooLong);
    const figures = { bytes: n(bytes), most: n(MOST_TEXT_BYTES) };
    this.#length.textContent = bytes > NEARLY ? t('chat.length', figures) : '';
    this.#notice.textContent = tooLong
      ? t(bytes > MOST_TEXT_BYTES ? 'chat.tooLong' : 'chat.tooLongQuoted', figures)
      : '';
    return text;
  }

  #submit() {
    const text = this.#judge();
    if (refusal(text) === '' && this.#conversation !== undefined) {
      this.#text.value = '';
      this.#judge();
      void this.#send(this.#conversation.address, { text });
    }
  }

  /** Sends the picture that was chosen, if its bytes are one. */
  async #choose() {
    const file = this.#picture.files?.[0];
    const to = this.#conversation?.address;
    if (file === undefined || to === undefined) {
      return;
    }
    this.#picture.value = '';
    if (file.size > MOST_PICTURE_BYTES) {
      this.complain(t('chat.pictureTooLarge', { bytes: n(file.size), most: n(MOST_PICTURE_BYTES) }));
      return;
    }
    const data = base64(new Uint8Array(await file.arrayBuffer()));
    const media = kindOf(data);
    if (media === undefined) {
      this.complain(t('chat.pictureUnknown'));
      return;
    }
    this.complain('');
    void this.#send(to, { media, name: nameOf(file.name), data });
  }

  /**
   * @param {string} to
   * @param {Content} content
   */
  async #send(to, content) {
    const shown = content.text ?? content.name ?? content.media ?? '';
    const state = h('span', { class: 'hint' }, t('chat.sending'));
    const row = h('li', { class: 'message own waiting' }, h('div', { class: 'bubble' }, h('p', { class: 'text', dir: 'auto' }, shown), state));
    this.#rows.set(row, to);
    this.#showRows();
    try {
      await this.#say(to, content);
      this.#drop(row);
    } catch (error) {
      const reason = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
      row.classList.add('failed');
      state.replaceChildren(
        h('span', { role: 'alert' }, t('chat.notSent', { reason })),
        button('small', t('chat.sendAgain'), () => {
          this.#drop(row);
          void this.#send(to, content);
        }),
        button('small', t('chat.discard'), () => this.#drop(row)),
      );
    }
  }

  /** @param {HTMLElement} row */
  #drop(row) {
    this.#rows.delete(row);
    this.#showRows();
  }

  #showRows() {
    const here = [...this.#rows].filter(([, to]) => to === this.#conversation?.address).map(([row]) => row);
    this.#pending.replaceChildren(...here);
    this.#pending.hidden = here.length === 0;
  }
}
