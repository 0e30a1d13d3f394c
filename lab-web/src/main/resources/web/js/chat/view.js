// @ts-check
import { n, t } from '../i18n/index.js';
import { named, part } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { Announcer } from './announcer.js';
import { Compose } from './compose.js';
import { Conversations, LOBBY } from './conversations.js';
import { LogView } from './log-view.js';
import { Robot } from './robot.js';
import { Side } from './side.js';
import { Talk } from './talk.js';

/**
 * One person's conversations on the screen: the list of them, the one that is looked at, and what is done there. Whose
 * they are and over which transport they come is not its concern.
 */
export class ChatView {
  #element;
  #conversations = new Conversations('');
  #current = LOBBY;
  #user = '';
  /** @type {Talk | undefined} */
  #talk;
  /** @type {Map<string, string | undefined>} */
  #avatars = new Map();
  #announcer = new Announcer();
  /** What the list of conversations shows. */
  #shown = '';
  #robot = new Robot();
  #side;
  #log;
  #compose;

  /** @param {HTMLElement} element that the skeleton was put into */
  constructor(element) {
    this.#element = element;
    this.#side = new Side({
      open: (address) => this.#open(address, true),
      join: (address) => void this.#join(address),
      forget: (address) => this.#forget(address),
      robot: () => void this.#callRobot(),
    });
    this.#log = new LogView(
      (user) => this.#avatars.get(user),
      async (conversation) => this.#talk?.loadOlder(conversation),
      () => this.look(),
    );
    const place = part('log-place', HTMLElement);
    place.append(this.#log.element);
    const ways = part('show-ways', HTMLInputElement);
    ways.addEventListener('change', () => {
      place.classList.toggle('show-ways', ways.checked);
      this.#log.draw();
    });
    this.#compose = new Compose(async (to, content) => this.#ready().say(to, content));
    part('leave-group', HTMLButtonElement).addEventListener('click', () => void this.#leaveGroup());
    part('show-side', HTMLButtonElement).addEventListener('click', () => this.#showSide(true));
    element.addEventListener('keydown', (key) => key.key === 'Escape' && this.#escape());
    document.addEventListener('visibilitychange', () => this.look());
    addEventListener('focus', () => this.look());
  }

  get conversations() {
    return this.#conversations;
  }

  /** The address that is looked at. */
  get current() {
    return this.#current;
  }

  /**
   * Starts with what was kept for a reload, or with drafts alone.
   *
   * @param {string} user
   * @param {import('./kept.js').Kept} [kept]
   */
  begin(user, kept) {
    const drafts = this.#conversations.list();
    this.#conversations = new Conversations(user);
    this.#current = LOBBY;
    this.#side.clear();
    this.#compose.clear();
    for (const { address, draft } of drafts) {
      if (draft !== '') {
        this.#conversations.of(address).draft = draft;
        this.#current = address.startsWith('@') ? address : LOBBY;
      }
    }
    for (const { address, draft, unread } of kept?.conversations ?? []) {
      Object.assign(this.#conversations.of(address), { draft, unread });
    }
    if (kept !== undefined && this.#conversations.has(kept.current)) {
      this.#current = kept.current;
    }
  }

  /** Forgets everything, also what was typed. */
  forgetAll() {
    this.#conversations = new Conversations('');
  }

  /**
   * Shows the events of this session from now on.
   *
   * @param {import('../api.js').Session} session
   * @param {Talk} talk
   */
  show(session, talk) {
    this.#user = session.user;
    this.#talk = talk;
    this.#avatars.set(session.user, session.avatar);
    this.#log.begin(session.user);
    this.#open(this.#current, true);
  }

  /** The session has ended: messages stay visible, nothing can be sent. */
  end() {
    this.#talk = undefined;
    this.#shown = '';
    this.#robot.leave();
    document.title = t('page.title');
  }

  /** @param {string} text a line of our own in every conversation */
  note(text) {
    this.#conversations.list().forEach((conversation) => conversation.append({ type: 'note', text }));
  }

  /** Lines were put into every conversation. */
  redraw() {
    this.#log.schedule();
  }

  /** Repeats queries that failed while there was no connection. */
  retry() {
    this.#log.retry();
  }

  /**
   * @param {import('./conversations.js').Conversation} conversation
   * @param {import('../transports/contract.js').LabEvent} event
   */
  hear(conversation, event) {
    if (conversation.address === this.#current) {
      this.#log.schedule();
    }
    if (event.type === 'message' && event.from !== this.#user) {
      this.#announcer.announce(event);
    }
    this.#showConversations();
  }

  /** Whether messages there are visible now. */
  sees(/** @type {string} */ address) {
    return address === this.#current && !this.#element.hidden && !document.hidden && this.#log.following;
  }

  /** One looks at the current conversation: nothing there is unread. */
  look() {
    const conversation = this.#conversations.of(this.#current);
    if (this.#talk !== undefined && conversation.unread > 0 && this.sees(this.#current)) {
      conversation.unread = 0;
      this.#log.draw();
      this.#showConversations();
    }
  }

  /** @param {{name: string, count: number, member?: boolean}[]} groups */
  showGroups(groups) {
    groups.filter(({ member, name }) => member && name !== LOBBY).forEach(({ name }) => this.#conversations.of(name));
    this.#side.showGroups(groups);
    this.#showConversations();
  }

  /** @param {import('../transports/contract.js').LabEvent} event */
  showPeople(event) {
    const news = event.users?.filter(({ name, avatar }) => this.#avatars.get(name) !== avatar) ?? [];
    news.forEach(({ name, avatar }) => this.#avatars.set(name, avatar));
    if (news.length > 0) {
      this.#log.drawAvatars();
    }
    this.#side.showPeople(event, this.#user);
    this.#showConversations();
  }

  /** @param {import('../transports/contract.js').LabEvent} event */
  showMembers({ to, users = [], count = users.length, more = false }) {
    if (to === this.#current) {
      part('members', HTMLElement).hidden = false;
      part('members-count', HTMLElement).textContent = t(count === 1 ? 'chat.members.one' : 'chat.members', { count: n(count) });
      part('members-list', HTMLElement).replaceChildren(
        ...users.flatMap(({ name }, index) => [index > 0 ? ', ' : '', named(name)]),
        more ? ' …' : '',
      );
    }
  }

  /**
   * @param {string} address
   * @param {boolean} focus whether one is to type there at once
   */
  #open(address, focus) {
    this.#current = address;
    const conversation = this.#conversations.of(address);
    conversation.unread = 0;
    part('talk-title', HTMLElement).textContent = address;
    part('leave-group', HTMLElement).hidden = address === LOBBY || address.startsWith('@');
    part('members', HTMLElement).hidden = true;
    this.#log.show(conversation);
    this.#compose.show(conversation, focus && matchMedia('(min-width: 641px)').matches);
    this.#showSide(false);
    this.#showConversations();
    void this.#talk?.look(address);
  }

  /** @param {string} address a private conversation that is no longer listed */
  #forget(address) {
    this.#conversations.forget(address);
    if (this.#current === address) {
      this.#open(LOBBY, true);
    } else {
      this.#showConversations();
    }
  }

  /** @param {string} address */
  async #join(address) {
    if (await this.#try(async () => this.#ready().join(address))) {
      this.#open(this.#spelled(address), true);
    }
  }

  /**
   * A group has the spelling of its creator.
   *
   * @param {string} address
   */
  #spelled(address) {
    const same = (/** @type {string} */ one) => one.toLowerCase() === address.toLowerCase();
    return [...(this.#talk?.groups ?? [])].find(same) ?? address;
  }

  async #leaveGroup() {
    const group = this.#current;
    if (await this.#try(async () => this.#ready().leave(group))) {
      this.#conversations.forget(group);
      this.#open(LOBBY, true);
    }
  }

  async #callRobot() {
    await this.#try(async () => this.#open(`@${await this.#robot.come()}`, true));
  }

  #ready() {
    if (this.#talk === undefined) {
      throw new LabError('closed', refusalText('closed'));
    }
    return this.#talk;
  }

  /**
   * @param {() => Promise<unknown>} action
   * @returns {Promise<boolean>} whether it succeeded; else the reason is shown
   */
  async #try(action) {
    try {
      await action();
      this.#compose.complain('');
      return true;
    } catch (error) {
      this.#compose.complain(Talk.reason(error));
      return false;
    }
  }

  /**
   * Is in these groups as well.
   *
   * @param {Talk} talk
   * @param {string[]} groups
   */
  async rejoin(talk, groups) {
    for (const group of groups) {
      await this.#try(async () => talk.join(group));
    }
  }

  /** Shows them anew if anything about them has changed: most messages only add to the one that is looked at. */
  #showConversations() {
    const list = this.#conversations.list();
    const { unread } = this.#conversations;
    const shown = JSON.stringify([
      this.#current,
      ...list.map(({ address, unread: here }) => [address, here, this.#avatars.get(address.slice(1))]),
    ]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    this.#side.showConversations(list, this.#current, (user) => this.#avatars.get(user));
    const badge = part('unread-count', HTMLElement);
    badge.hidden = unread === 0;
    badge.textContent = n(unread);
    document.title = unread === 0 ? t('page.title') : `(${n(unread)}) ${t('page.title')}`;
  }

  /** @param {boolean} visible on a narrow screen */
  #showSide(visible) {
    this.#element.classList.toggle('side-open', visible);
    part('show-side', HTMLButtonElement).ariaExpanded = String(visible);
  }

  #escape() {
    this.#showSide(false);
    part('say-text', HTMLTextAreaElement).focus();
  }
}
