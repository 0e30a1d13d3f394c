// @ts-check
import { logIn, logOut } from '../api.js';
import { avatarImage } from '../avatars.js';
import { n, t } from '../i18n/index.js';
import { button, named, part } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { Announcer } from './announcer.js';
import { Compose } from './compose.js';
import { Conversations, LOBBY } from './conversations.js';
import { keep, takeKept } from './kept.js';
import { LogIn } from './log-in.js';
import { LogView } from './log-view.js';
import { Robot } from './robot.js';
import { Side } from './side.js';
import { skeleton } from './skeleton.js';
import { Talk } from './talk.js';
import { WireChoice } from './wire-choice.js';

/**
 * The chat of one person, over one wire at a time.
 *
 * @param {HTMLElement} element
 * @param {import('../shell/views.js').LabPage} lab
 */
export function mount(element, lab) {
  element.append(...skeleton());
  const view = new ChatView(element, lab);
  view.begin();
  return { shown: () => view.look() };
}

class ChatView {
  #element;
  #lab;
  /** @type {Talk | undefined} */
  #talk;
  /** @type {import('../api.js').Session | undefined} */
  #session;
  #conversations = new Conversations('');
  #current = LOBBY;
  #transport = 'websocket';
  /** @type {Map<string, string | undefined>} */
  #avatars = new Map();
  #announcer = new Announcer();
  #robot = new Robot();
  #comingBack = false;
  #side;
  #log;
  #compose;
  #logIn;
  #wires;

  /**
   * @param {HTMLElement} element
   * @param {import('../shell/views.js').LabPage} lab
   */
  constructor(element, lab) {
    this.#element = element;
    this.#lab = lab;
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
    part('log-place', HTMLElement).append(this.#log.element);
    this.#compose = new Compose(async (to, text) => this.#ready().say(to, text));
    this.#wires = new WireChoice((transport) => this.#switchTo(transport));
    this.#logIn = new LogIn((session) => lab.person.begin(session));
    part('leave-group', HTMLButtonElement).addEventListener('click', () => void this.#leaveGroup());
    part('show-side', HTMLButtonElement).addEventListener('click', () => this.#showSide(true));
    element.addEventListener('keydown', (key) => key.key === 'Escape' && this.#escape());
    document.addEventListener('visibilitychange', () => this.look());
    addEventListener('focus', () => this.look());
    addEventListener('pagehide', () => this.#keep());
    lab.person.onChange((session, code, name) =>
      session === undefined ? this.#end(code, name) : this.#start(session),
    );
  }

  begin() {
    const { session } = this.#lab.person;
    if (session === undefined) {
      this.#logIn.show();
    } else {
      this.#start(session);
    }
  }

  /** @param {import('../api.js').Session} session */
  #start(session) {
    const goesOn = this.#comingBack && this.#session?.user === session.user;
    const before = this.#talk;
    this.#comingBack = false;
    this.#session = session;
    this.#avatars.set(session.user, session.avatar);
    this.#logIn.hide();
    part('chat', HTMLElement).hidden = false;
    part('me', HTMLElement).replaceChildren(
      avatarImage(session.avatar),
      named(session.user),
      button('', t('logIn.out'), () => void this.#leave(session)),
    );
    this.#log.begin(session.user);
    const after = goesOn ? before?.cursor : this.#begin(session.user);
    const talk = new Talk(session, this.#conversations, (address) => this.#sees(address), {
      onLine: (conversation, event) => this.#hear(conversation, event),
      onGap: () => this.#log.schedule(),
      onPeople: (event) => this.#showPeople(event),
      onMembers: (event) => this.#showMembers(event),
      onGroups: (groups) => this.#showGroups(groups),
      onState: (state) => this.#wires.show(state),
      onWell: (text) => {
        this.#wires.well(text);
        this.#log.retry();
      },
      onEnd: (code, wasAway) => void this.#ended(code, wasAway),
    });
    this.#talk = talk;
    this.#wires.choose(this.#transport);
    this.#open(this.#current, true);
    void this.#connect(talk, after, goesOn ? [...(before?.groups ?? [])] : []);
  }

  /**
   * Begins with what a reload kept, or with nothing but what was typed.
   *
   * @param {string} user
   * @returns {string | undefined} the place to read on from
   */
  #begin(user) {
    const drafts = this.#session === undefined ? [] : this.#conversations.list();
    const kept = takeKept(user);
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
    this.#transport = kept?.transport ?? this.#transport;
    this.#current = kept !== undefined && this.#conversations.has(kept.current) ? kept.current : this.#current;
    return kept?.cursor;
  }

  /**
   * @param {Talk} talk
   * @param {string | undefined} after
   * @param {string[]} groups to be in again
   */
  async #connect(talk, after, groups) {
    try {
      await talk.start(this.#transport, after);
      this.#transport = talk.transport;
      this.#wires.choose(talk.transport);
    } catch (error) {
      talk.stop();
      this.#lab.person.end(error instanceof LabError ? error.code : 'unreachable');
      return;
    }
    for (const group of groups) {
      await this.#try(talk.join(group));
    }
  }

  /**
   * A session that ended while the lab was away is begun anew: what it held went with the lab or with its lease.
   *
   * @param {string} code
   * @param {boolean} wasAway
   */
  async #ended(code, wasAway) {
    const session = this.#session;
    if (session === undefined || !wasAway || code !== 'unauthorized') {
      this.#lab.person.end(code);
      return;
    }
    try {
      const fresh = await logIn(session.user, session.avatar ?? 'fox');
      this.#comingBack = true;
      for (const conversation of this.#conversations.list()) {
        conversation.append({ type: 'note', text: t('chat.newSession') });
      }
      this.#lab.person.begin(fresh);
      this.#wires.well(t('chat.newSessionNews', { name: fresh.user }));
    } catch (error) {
      this.#lab.person.end(error instanceof LabError && error.code !== 'unreachable' ? error.code : code);
    }
  }

  /**
   * @param {string} [code]
   * @param {string} [name]
   */
  #end(code, name) {
    this.#talk?.stop();
    this.#talk = undefined;
    this.#robot.leave();
    this.#wires.clear();
    part('chat', HTMLElement).hidden = true;
    part('me', HTMLElement).replaceChildren();
    document.title = t('page.title');
    this.#logIn.show(code, name);
  }

  /** @param {import('../api.js').Session} session */
  async #leave(session) {
    this.#conversations = new Conversations('');
    this.#lab.person.end();
    try {
      await logOut(session.token);
    } catch (error) {
      if (error instanceof LabError && error.code !== 'unauthorized') {
        this.#logIn.show(error.code);
      }
    }
  }

  #ready() {
    if (this.#talk === undefined) {
      throw new LabError('closed', refusalText('closed'));
    }
    return this.#talk;
  }

  /** @param {string} transport */
  #switchTo(transport) {
    this.#transport = transport;
    this.#talk?.switchTo(transport);
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
    if (await this.#try(this.#ready().join(address))) {
      this.#open(this.#spelled(address), true);
    }
  }

  /**
   * A group has the spelling of whoever made it.
   *
   * @param {string} address
   */
  #spelled(address) {
    const same = (/** @type {string} */ one) => one.toLowerCase() === address.toLowerCase();
    return [...(this.#talk?.groups ?? [])].find(same) ?? address;
  }

  async #leaveGroup() {
    const group = this.#current;
    if (await this.#try(this.#ready().leave(group))) {
      this.#conversations.forget(group);
      this.#open(LOBBY, true);
    }
  }

  async #callRobot() {
    await this.#try(this.#robot.come().then((name) => this.#open(`@${name}`, true)));
  }

  /**
   * @param {Promise<unknown>} action
   * @returns {Promise<boolean>} whether it was done; else the person is told why not
   */
  async #try(action) {
    try {
      await action;
      this.#compose.complain('');
      return true;
    } catch (error) {
      this.#compose.complain(Talk.reason(error));
      return false;
    }
  }

  /**
   * @param {import('./conversations.js').Conversation} conversation
   * @param {import('../transports/contract.js').LabEvent} event
   */
  #hear(conversation, event) {
    if (conversation.address === this.#current) {
      this.#log.schedule();
    }
    if (event.type === 'message' && event.from !== this.#session?.user) {
      this.#announcer.announce(event);
    }
    this.#showConversations();
  }

  /** Whether what is said there now is before someone's eyes. */
  #sees(/** @type {string} */ address) {
    return address === this.#current && !this.#element.hidden && !document.hidden && this.#log.following;
  }

  /** One looks at the current conversation: nothing there is unread. */
  look() {
    const conversation = this.#conversations.of(this.#current);
    if (this.#talk !== undefined && conversation.unread > 0 && this.#sees(this.#current)) {
      conversation.unread = 0;
      this.#log.draw();
      this.#showConversations();
    }
  }

  #showConversations() {
    this.#side.showConversations(this.#conversations.list(), this.#current, (user) => this.#avatars.get(user));
    const { unread } = this.#conversations;
    const badge = part('unread-count', HTMLElement);
    badge.hidden = unread === 0;
    badge.textContent = n(unread);
    document.title = unread === 0 ? t('page.title') : `(${n(unread)}) ${t('page.title')}`;
  }

  /** @param {{name: string, count: number, member?: boolean}[]} groups */
  #showGroups(groups) {
    groups.filter(({ member, name }) => member && name !== LOBBY).forEach(({ name }) => this.#conversations.of(name));
    this.#side.showGroups(groups);
    this.#showConversations();
  }

  /** @param {import('../transports/contract.js').LabEvent} event */
  #showPeople(event) {
    const news = event.users?.filter(({ name, avatar }) => this.#avatars.get(name) !== avatar) ?? [];
    news.forEach(({ name, avatar }) => this.#avatars.set(name, avatar));
    if (news.length > 0) {
      this.#log.drawAvatars();
    }
    this.#side.showPeople(event, this.#session?.user ?? '');
    this.#showConversations();
  }

  /** @param {import('../transports/contract.js').LabEvent} event */
  #showMembers({ to, users = [], count = users.length, more = false }) {
    if (to === this.#current) {
      part('members', HTMLElement).hidden = false;
      part('members-count', HTMLElement).textContent = t(count === 1 ? 'chat.members.one' : 'chat.members', { count: n(count) });
      part('members-list', HTMLElement).replaceChildren(
        ...users.flatMap(({ name }, index) => [index > 0 ? ', ' : '', named(name)]),
        more ? ' …' : '',
      );
    }
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

  #keep() {
    if (this.#session !== undefined && this.#talk !== undefined) {
      keep({
        user: this.#session.user,
        transport: this.#transport,
        current: this.#current,
        cursor: this.#talk.cursor,
        conversations: this.#conversations.list().map(({ address, draft, unread }) => ({ address, draft, unread })),
      });
    }
  }
}
