// @ts-check
import { n, t } from '../i18n/index.js';
import { part } from '../parts.js';
import { byteLength, MOST_TEXT_BYTES, refusal, wellFormed } from '../text.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { refusalText, transportLabel } from '../words.js';

const LOBBY = '#lobby';
/** Persons that stay in the list of addresses; who was chosen longest ago goes. */
const MOST_PERSONS = 50;
/** From here on the text's length is shown. */
const NEARLY = 3500;

/** The one box that says something: to whom, over which wire, and what. What is typed outlives a session. */
export class Compose {
  #form = part('say-form', HTMLFormElement);
  #to = part('say-to', HTMLSelectElement);
  #over = part('say-over', HTMLSelectElement);
  #text = part('say-text', HTMLTextAreaElement);
  #notice = part('say-notice', HTMLElement);
  #length = part('say-length', HTMLElement);
  /** @type {string[]} */
  #groups = [LOBBY];
  /** @type {string[]} */
  #persons = [];
  #say;
  #onAddress;

  /**
   * @param {(to: string, text: string, over: string) => Promise<unknown>} say
   * @param {(address: string) => void} onAddress is told the address whenever it changes
   */
  constructor(say, onAddress) {
    this.#say = say;
    this.#onAddress = onAddress;
    this.#over.append(...transports.map(({ id }) => new Option(transportLabel(id), id)));
    this.#to.addEventListener('change', () => onAddress(this.address));
    this.#text.addEventListener('input', () => this.#judge());
    this.#text.addEventListener('keydown', (key) => {
      if (key.key === 'Enter' && !key.shiftKey && !key.isComposing) {
        key.preventDefault();
        this.#form.requestSubmit();
      }
    });
    this.#form.addEventListener('submit', (submit) => {
      submit.preventDefault();
      void this.#submit();
    });
    this.#offer(LOBBY);
  }

  get address() {
    return this.#to.value;
  }

  /** A new session begins: nobody else's conversations are offered. */
  begin() {
    this.#groups = [LOBBY];
    this.#persons = [];
    this.#notice.textContent = '';
    this.#offer(LOBBY);
    this.#text.focus();
  }

  /** @param {string} address speak to this group or person from now on */
  speakTo(address) {
    this.#remember(address);
    this.#offer(address);
    this.#text.focus();
  }

  /** @param {string} address a person who can be spoken to; the current address stays */
  addPerson(address) {
    this.#remember(address);
    this.#offer(this.address);
  }

  /** @param {string[]} groups the addresses of the groups that one is in */
  setGroups(groups) {
    this.#groups = groups;
    this.#offer(this.address);
  }

  /** @param {string} address */
  #remember(address) {
    if (address.startsWith('@')) {
      this.#persons = [address, ...this.#persons.filter((one) => one !== address)].slice(0, MOST_PERSONS);
    } else if (!this.#groups.includes(address)) {
      this.#groups.push(address);
    }
  }

  /** @param {string} chosen */
  #offer(chosen) {
    const addresses = [...this.#groups, ...this.#persons];
    this.#to.replaceChildren(...addresses.map((address) => new Option(address, address)));
    this.#to.value = addresses.includes(chosen) ? chosen : LOBBY;
    this.#onAddress(this.address);
  }

  /** Says what is wrong with the text while it is typed; a blank one is simply not sent. */
  #judge() {
    const text = wellFormed(this.#text.value);
    const tooLong = refusal(text) === 'too_long';
    const bytes = byteLength(text);
    this.#text.ariaInvalid = String(tooLong);
    const figures = { bytes: n(bytes), most: n(MOST_TEXT_BYTES) };
    const tooLongText = t(bytes > MOST_TEXT_BYTES ? 'chat.tooLong' : 'chat.tooLongQuoted', figures);
    this.#length.textContent = bytes > NEARLY ? t('chat.length', figures) : '';
    this.#notice.textContent = tooLong ? tooLongText : '';
    return text;
  }

  async #submit() {
    const text = this.#judge();
    if (refusal(text) !== '') {
      return;
    }
    this.#text.value = '';
    this.#judge();
    try {
      await this.#say(this.address, text, this.#over.value);
    } catch (error) {
      if (this.#text.value === '') {
        this.#text.value = text;
      }
      this.#notice.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
    }
  }
}
