// @ts-check
import { avatarImage } from '../avatars.js';
import { n, t } from '../i18n/index.js';
import { button, h, named, part } from '../parts.js';
import { groupAddress } from '../text.js';
import { LOBBY } from './conversations.js';

/** The avatar of sessions that measure: they are no people, and not listed among them. */
const INSTRUMENT = 'instrument';

/**
 * @typedef {object} SideActions
 * @property {(address: string) => void} open
 * @property {(address: string) => void} join
 * @property {(address: string) => void} forget closes a private conversation
 * @property {() => void} robot
 */

/** Conversations with what is unread in them, groups to join, and who is online; all of it comes from anyone. */
export class Side {
  #conversations = part('conversations', HTMLElement);
  #groups = part('groups', HTMLElement);
  #groupsPart = part('groups-part', HTMLElement);
  #people = part('people', HTMLElement);
  #count = part('people-count', HTMLElement);
  #actions;

  /** @param {SideActions} actions */
  constructor(actions) {
    this.#actions = actions;
    const name = part('join-name', HTMLInputElement);
    part('join-form', HTMLFormElement).addEventListener('submit', (submit) => {
      submit.preventDefault();
      const address = groupAddress(name.value);
      if (address !== '#') {
        name.value = '';
        actions.join(address);
      }
    });
    part('call-robot', HTMLButtonElement).addEventListener('click', () => actions.robot());
    part('side', HTMLElement).addEventListener('keydown', (key) => walk(key));
  }

  clear() {
    this.#people.replaceChildren();
    this.#groups.replaceChildren();
    this.#groupsPart.hidden = true;
    this.#count.textContent = '';
  }

  /**
   * @param {import('./conversations.js').Conversation[]} conversations
   * @param {string} current
   * @param {(user: string) => string | undefined} avatarOf
   */
  showConversations(conversations, current, avatarOf) {
    redraw(
      this.#conversations,
      conversations.map(({ address, unread }) => {
        const isPerson = address.startsWith('@');
        const pick = this.#pick(address, address === current, [
          isPerson ? avatarImage(avatarOf(address.slice(1))) : h('span', { class: 'hash', 'aria-hidden': 'true' }, '#'),
          named(address.slice(1)),
        ]);
        if (unread > 0) {
          pick.append(
            h('span', { class: 'badge', 'aria-hidden': 'true' }, n(unread)),
            h('span', { class: 'unseen' }, t('chat.unread', { count: n(unread) })),
          );
        }
        const item = h('li', {}, pick);
        if (isPerson) {
          const close = button('small', '×', () => this.#actions.forget(address));
          close.ariaLabel = t('chat.closePrivate', { address });
          item.append(close);
        }
        return item;
      }),
    );
  }

  /** @param {{name: string, count: number, member?: boolean}[]} groups those one is not in are offered */
  showGroups(groups) {
    const others = groups.filter(({ name, member = false }) => !member && name !== LOBBY);
    this.#groupsPart.hidden = others.length === 0;
    redraw(
      this.#groups,
      others.map(({ name, count }) => {
        const join = button('small', t('chat.join'), () => this.#actions.join(name));
        join.ariaLabel = t('chat.joinThis', { group: name });
        return h('li', {}, h('span', { class: 'pick' }, named(name), h('span', { class: 'count' }, n(count))), join);
      }),
    );
  }

  /**
   * @param {import('../transports/contract.js').LabEvent} event the users of the lobby
   * @param {string} me
   */
  showPeople({ users = [], count = users.length, more = false }, me) {
    const people = users.filter(({ avatar }) => avatar !== INSTRUMENT);
    const total = count - (users.length - people.length);
    this.#count.textContent = more ? t('chat.firstOf', { count: n(total), shown: n(people.length) }) : n(total);
    redraw(
      this.#people,
      people.map(({ name, avatar }) => {
        const isMe = name === me;
        const pick = this.#pick(`@${name}`, false, [avatarImage(avatar), named(name), isMe ? ` ${t('chat.you')}` : '']);
        pick.title = isMe ? t('chat.isYou') : t('chat.writeTo', { name });
        pick.disabled = isMe;
        return h('li', {}, pick);
      }),
    );
  }

  /**
   * @param {string} address
   * @param {boolean} current
   * @param {(Node | string)[]} content
   */
  #pick(address, current, content) {
    const pick = button('pick', '', () => this.#actions.open(address));
    pick.dataset.address = address;
    if (current) {
      pick.setAttribute('aria-current', 'true');
    }
    pick.append(...content);
    return pick;
  }
}

/**
 * New rows in place of the old; who was in there with the keyboard stays there.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows
 */
function redraw(list, rows) {
  const focused = document.activeElement;
  const name = focused instanceof HTMLElement && list.contains(focused) ? nameOf(focused) : undefined;
  list.replaceChildren(...rows);
  if (name !== undefined) {
    [...list.querySelectorAll('button')].find((one) => nameOf(one) === name)?.focus();
  }
}

/** @param {HTMLElement} button of a row, which has no other of that name */
function nameOf({ dataset, ariaLabel }) {
  return dataset.address ?? ariaLabel;
}

/** @param {KeyboardEvent} key up and down go from one to the next */
function walk(key) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
  const place = key.currentTarget;
  if (step === undefined || !(place instanceof HTMLElement) || key.target instanceof HTMLInputElement) {
    return;
  }
  const picks = [...place.querySelectorAll('button.pick:not(:disabled)')];
  const next = picks[picks.indexOf(/** @type {Element} */ (key.target)) + step];
  if (next instanceof HTMLElement) {
    next.focus();
    key.preventDefault();
  }
}
