// @ts-check
import { logIn, logOut, sayGoing } from '../api.js';
import { avatarImage } from '../avatars.js';
import { t } from '../i18n/index.js';
import { button, named, part } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { keep, takeKept } from './kept.js';
import { LogIn } from './log-in.js';
import { skeleton } from './skeleton.js';
import { Talk } from './talk.js';
import { ChatView } from './view.js';
import { WireChoice } from './wire-choice.js';

/**
 * The chat of one person, over one transport at a time.
 *
 * @param {HTMLElement} element
 * @param {import('../shell/views.js').LabPage} lab
 */
export function mount(element, lab) {
  element.append(...skeleton());
  const chat = new Chat(element, lab);
  chat.begin();
  return { shown: () => chat.shown() };
}

/** The life of sessions: log-in, transport, reload, a restarted lab, end. */
class Chat {
  #lab;
  #view;
  #logIn;
  #wires;
  /** @type {Talk | undefined} */
  #talk;
  /** @type {import('../api.js').Session | undefined} */
  #session;
  #transport = transports[0].id;
  #comingBack = false;

  /**
   * @param {HTMLElement} element
   * @param {import('../shell/views.js').LabPage} lab
   */
  constructor(element, lab) {
    this.#lab = lab;
    this.#view = new ChatView(element);
    this.#wires = new WireChoice((transport) => this.#switchTo(transport));
    this.#logIn = new LogIn((session) => lab.person.begin(session));
    part('binary-type', HTMLSelectElement).addEventListener('change', () => this.#talk?.receiveAs(this.#binary));
    addEventListener('pagehide', () => {
      this.#keep();
      // A reload comes back within the time that this leaves.
      if (this.#session !== undefined && this.#talk !== undefined) {
        sayGoing(this.#session.token);
      }
    });
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

  shown() {
    this.#view.look();
  }

  /** @param {import('../api.js').Session} session */
  #start(session) {
    const goesOn = this.#comingBack && this.#session?.user === session.user;
    const before = this.#talk;
    this.#comingBack = false;
    this.#session = session;
    this.#logIn.hide();
    part('chat', HTMLElement).hidden = false;
    part('me', HTMLElement).replaceChildren(
      avatarImage(session.avatar),
      named(session.user),
      button('', t('logIn.out'), () => void this.#leave(session)),
    );
    const after = goesOn ? before?.cursor : this.#takeUp(session.user);
    const talk = this.#newTalk(session);
    this.#talk = talk;
    this.#wires.choose(this.#transport);
    this.#view.show(session, talk);
    void this.#connect(talk, after, goesOn ? [...(before?.groups ?? [])] : []);
  }

  /**
   * Takes up what a reload kept.
   *
   * @param {string} user
   * @returns {string | undefined} the place to read on from
   */
  #takeUp(user) {
    const kept = takeKept(user);
    this.#view.begin(user, kept);
    this.#transport = kept?.transport ?? this.#transport;
    return kept?.cursor;
  }

  /** @param {import('../api.js').Session} session */
  #newTalk(session) {
    const view = this.#view;
    return new Talk(session, view.conversations, (address) => view.sees(address), {
      onLine: (conversation, event) => view.hear(conversation, event),
      onGap: () => view.redraw(),
      onPeople: (event) => view.showPeople(event),
      onMembers: (event) => view.showMembers(event),
      onGroups: (groups) => view.showGroups(groups),
      onState: (state) => this.#wires.show(state),
      onBlocked: (next) => this.#wires.blocked(next),
      onWell: (text) => {
        this.#wires.well(text);
        view.retry();
      },
      onEnd: (code, wasAway) => void this.#ended(code, wasAway),
    });
  }

  /**
   * @param {Talk} talk
   * @param {string | undefined} after
   * @param {string[]} groups to be in again
   */
  async #connect(talk, after, groups) {
    try {
      talk.receiveAs(this.#binary);
      await talk.start(this.#transport, after);
      this.#transport = talk.transport;
      this.#wires.choose(talk.transport);
    } catch (error) {
      talk.stop();
      this.#lab.person.end(error instanceof LabError ? error.code : 'unreachable');
      return;
    }
    await this.#view.rejoin(talk, groups);
  }

  get #binary() {
    return /** @type {BinaryType} */ (part('binary-type', HTMLSelectElement).value);
  }

  /** @param {string} transport */
  #switchTo(transport) {
    this.#transport = transport;
    this.#talk?.switchTo(transport);
  }

  /**
   * A session that ended while the lab was away is replaced: its state ended with the lab or with its lease.
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
      this.#view.note(t('chat.newSession'));
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
    this.#view.end();
    this.#wires.clear();
    part('chat', HTMLElement).hidden = true;
    part('me', HTMLElement).replaceChildren();
    this.#logIn.show(code, name);
  }

  /** @param {import('../api.js').Session} session */
  async #leave(session) {
    this.#view.forgetAll();
    this.#lab.person.end();
    try {
      await logOut(session.token);
    } catch (error) {
      if (error instanceof LabError && error.code !== 'unauthorized') {
        this.#logIn.show(error.code);
      }
    }
  }

  /** What a reload of this tab is to find again. */
  #keep() {
    if (this.#session !== undefined && this.#talk !== undefined) {
      keep({
        user: this.#session.user,
        transport: this.#transport,
        current: this.#view.current,
        cursor: this.#talk.cursor,
        conversations: this.#view.conversations.list().map(({ address, draft, unread }) => ({ address, draft, unread })),
      });
    }
  }
}
