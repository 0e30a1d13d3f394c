// @ts-check
import { avatarImage } from '../avatars.js';
import { t } from '../i18n/index.js';
import { button, named, part } from '../parts.js';
import { groupAddress } from '../text.js';
import { refusalText } from '../words.js';
import { LabError } from '../transports/contract.js';

/**
 * @typedef {object} PeopleActions
 * @property {(address: string) => void} speakTo
 * @property {(address: string) => Promise<unknown>} join
 * @property {(address: string) => Promise<unknown>} leave
 * @property {(message: string) => void} complain
 */

/** Who is online and which groups there are; both come from anyone, so all of it is text. */
export class People {
  #people = part('people', HTMLElement);
  #count = part('people-count', HTMLElement);
  #groups = part('groups', HTMLElement);
  #current = '';
  #actions;

  /** @param {PeopleActions} actions */
  constructor(actions) {
    this.#actions = actions;
    const name = part('join-name', HTMLInputElement);
    part('join-form', HTMLFormElement).addEventListener('submit', (submit) => {
      submit.preventDefault();
      const address = groupAddress(name.value);
      if (address !== '#') {
        name.value = '';
        void this.#try(actions.join(address));
      }
    });
  }

  clear() {
    this.#people.replaceChildren();
    this.#groups.replaceChildren();
    this.#count.textContent = '';
  }

  /**
   * @param {import('../transports/contract.js').LabEvent} event the users of the lobby
   * @param {string} me
   */
  showUsers({ users = [], count = users.length, more = false }, me) {
    this.#count.textContent = more ? t('chat.firstOf', { count, shown: users.length }) : String(count);
    this.#redraw(this.#people, users.map(({ name, avatar }) => this.#person(name, avatar, name === me)));
  }

  /** @param {import('../transports/contract.js').LabEvent} event the answer to `groups` */
  showGroups({ groups = [] }) {
    this.#redraw(this.#groups, groups.map(({ name, count, member = false }) => this.#group(name, count, member)));
  }

  /** @param {string} address marks where one speaks to now */
  markAddress(address) {
    this.#current = address;
    for (const pick of document.querySelectorAll('.side .pick')) {
      pick.ariaPressed = String(pick instanceof HTMLElement && pick.dataset.address === address);
    }
  }

  /**
   * @param {string} name
   * @param {string | undefined} avatar
   * @param {boolean} isMe
   */
  #person(name, avatar, isMe) {
    const item = document.createElement('li');
    const pick = this.#pick(`@${name}`, [avatarImage(avatar), named(name), isMe ? t('chat.you') : '']);
    pick.title = isMe ? t('chat.isYou') : t('chat.writeTo', { name });
    pick.disabled = isMe;
    item.append(pick);
    return item;
  }

  /**
   * @param {string} address
   * @param {number} count
   * @param {boolean} member
   */
  #group(address, count, member) {
    const item = document.createElement('li');
    const size = document.createElement('span');
    size.className = 'count';
    size.textContent = String(count);
    const pick = this.#pick(address, [named(address), size]);
    pick.disabled = !member;
    item.append(pick);
    if (address !== '#lobby') {
      const action = member ? this.#actions.leave : this.#actions.join;
      const change = button('small', t(member ? 'chat.leave' : 'chat.join'), () => void this.#try(action(address)));
      change.ariaLabel = t(member ? 'chat.leaveThis' : 'chat.joinThis', { group: address });
      item.append(change);
    }
    return item;
  }

  /**
   * @param {string} address
   * @param {(Node | string)[]} content
   */
  #pick(address, content) {
    const pick = button('pick', '', () => this.#actions.speakTo(address));
    pick.dataset.address = address;
    pick.ariaPressed = String(address === this.#current);
    pick.append(...content);
    return pick;
  }

  /**
   * New rows in place of the old; who was in there with the keyboard stays there.
   *
   * @param {HTMLElement} list
   * @param {HTMLElement[]} rows
   */
  #redraw(list, rows) {
    const focused = document.activeElement;
    const index = [...list.querySelectorAll('button')].indexOf(/** @type {HTMLButtonElement} */ (focused));
    list.replaceChildren(...rows);
    if (index >= 0) {
      list.querySelectorAll('button')[index]?.focus();
    }
  }

  /** @param {Promise<unknown>} action */
  async #try(action) {
    try {
      await action;
      this.#actions.complain('');
    } catch (error) {
      this.#actions.complain(error instanceof LabError ? refusalText(error.code, error.message) : String(error));
    }
  }
}
