// @ts-check
import { n, t } from '../i18n/index.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { Carrier } from './carrier.js';
import { LOBBY } from './conversations.js';

/** Milliseconds between queries of the groups without a known change. */
const GROUPS_EVERY = 15_000;
/** Lines of a page of history. */
const PAGE = 50;
/** Milliseconds after which an accepted message counts as sent although its event has not arrived. */
const SEEN_WITHIN = 5_000;

/**
 * @typedef {import('../transports/contract.js').LabEvent} LabEvent
 *
 * @typedef {object} TalkListener
 * @property {(conversation: import('./conversations.js').Conversation, event: LabEvent) => void} onLine something new
 * @property {() => void} onGap lines were put into every conversation
 * @property {(event: LabEvent) => void} onPeople who is in the lobby
 * @property {(event: LabEvent) => void} onMembers who is in a group
 * @property {(groups: {name: string, count: number, member?: boolean}[]) => void} onGroups
 * @property {(state: import('../transports/contract.js').LinkState) => void} onState
 * @property {(next: string) => void} onBlocked the transport does not come through, although the lab answers; another may
 * @property {(text: string) => void} onWell the connection is open, with a text worth showing
 * @property {(code: string, wasAway: boolean) => void} onEnd
 */

/** One person's exchange with the chat: messages, queries and events, over any transport. */
export class Talk {
  #session;
  #listener;
  #carrier;
  #timer = 0;
  #current = LOBBY;
  /** @type {Set<string>} groups one was in, to be in again in another session */
  groups = new Set();
  /** @type {Map<string, () => void>} by the cursor of a message that was accepted and has not arrived */
  #unheard = new Map();
  /** @type {Promise<void>} */
  #answer = Promise.resolve();
  /** @type {Promise<void> | undefined} */
  #nextAnswer;
  #missed = 0;
  #missedTimer = 0;
  #over = false;

  /**
   * @param {import('../api.js').Session} session
   * @param {import('./conversations.js').Conversations} conversations
   * @param {(address: string) => boolean} seen whether a message there is visible at once
   * @param {TalkListener} listener
   */
  constructor(session, conversations, seen, listener) {
    this.#session = session;
    this.#listener = listener;
    this.conversations = conversations;
    this.#carrier = new Carrier(session, {
      onEvent: (event, missed, carried) => this.#hear(event, { missed, carried, seen }),
      onState: listener.onState,
      onBlocked: listener.onBlocked,
      onUp: (awaySince) => void this.#up(awaySince),
      onEnd: (code, wasAway) => {
        this.stop();
        listener.onEnd(code, wasAway);
      },
    });
  }

  get transport() {
    return this.#carrier.transport;
  }

  get cursor() {
    return this.#carrier.cursor;
  }

  /**
   * @param {string} transport
   * @param {string} [after]
   */
  async start(transport, after) {
    this.#timer = window.setInterval(() => document.hidden || void this.#askGroups(), GROUPS_EVERY);
    await this.#carrier.start(transport, after);
  }

  /** @param {string} transport */
  switchTo(transport) {
    this.#carrier.switchTo(transport);
  }

  /** @param {BinaryType} binary how a socket hands over bytes */
  receiveAs(binary) {
    this.#carrier.receiveAs(binary);
  }

  stop() {
    this.#over = true;
    clearInterval(this.#timer);
    clearTimeout(this.#missedTimer);
    this.#carrier.stop();
  }

  /** @param {string} address the current conversation, to whose members it subscribes */
  async look(address) {
    const before = this.#current;
    this.#current = address;
    if (before !== LOBBY && before !== address && before.startsWith('#') && this.groups.has(before)) {
      void this.#ask({ type: 'users', to: before, watch: false });
    }
    await this.#watchCurrent();
  }

  async #watchCurrent() {
    const address = this.#current;
    if (address !== LOBBY && this.groups.has(address)) {
      const members = await this.#ask({ type: 'users', to: address, watch: true });
      if (members !== undefined) {
        this.#listener.onMembers(members);
      }
    }
  }

  /**
   * Publishes a text or a picture; resolves when its event has arrived.
   *
   * @param {string} to
   * @param {import('./compose.js').Content} content
   */
  async say(to, content) {
    if (content.data !== undefined && this.#carrier.isTextOnly) {
      throw new LabError('text_only', t('chat.pictureTextOnly'));
    }
    const { cursor } = await this.#carrier.send({ type: 'say', to, ...content });
    if (cursor === undefined || this.conversations.of(to).lines.some((line) => line.cursor === cursor)) {
      return;
    }
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, SEEN_WITHIN);
      this.#unheard.set(cursor, () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
    this.#unheard.delete(cursor);
  }

  /** @param {string} group */
  async join(group) {
    await this.#carrier.send({ type: 'join', to: group });
    await this.#askGroups();
  }

  /** @param {string} group */
  async leave(group) {
    await this.#carrier.send({ type: 'leave', to: group });
    this.groups.delete(group);
    await this.#askGroups();
  }

  /** @param {import('./conversations.js').Conversation} conversation */
  async loadOlder(conversation) {
    const { address, oldest } = conversation;
    try {
      const page = await this.#carrier.send({ type: 'history', to: address, before: oldest, max: PAGE });
      conversation.prepend(page.events ?? [], page.more ?? false);
    } catch (error) {
      if (error instanceof LabError && ['unknown_user', 'not_member', 'unknown_group'].includes(error.code)) {
        conversation.prepend([], false);
        return;
      }
      throw error;
    }
  }

  /**
   * @param {LabEvent} event
   * @param {import('./conversations.js').How} how
   */
  #hear(event, how) {
    const { missed } = how;
    switch (event.type) {
      case 'users':
        (event.to === LOBBY ? this.#listener.onPeople : this.#listener.onMembers)(event);
        return;
      case 'gap':
        this.conversations.take(event, how);
        this.#listener.onGap();
        return;
      case 'joined':
      case 'left':
        void this.#askGroups();
        break;
      default:
    }
    const conversation = this.conversations.take(event, how);
    if (conversation !== undefined) {
      if (missed && event.from !== this.#session.user) {
        this.#countMissed();
      }
      this.#listener.onLine(conversation, event);
    }
    this.#unheard.get(event.cursor ?? '')?.();
  }

  /** Reports the number when no more arrive. */
  #countMissed() {
    this.#missed++;
    clearTimeout(this.#missedTimer);
    this.#missedTimer = window.setTimeout(() => {
      const count = this.#missed;
      this.#missed = 0;
      this.#listener.onWell(t(count === 1 ? 'chat.backMissed.one' : 'chat.backMissed', { count: n(count) }));
    }, 300);
  }

  /** @param {number | undefined} awaySince */
  async #up(awaySince) {
    if (awaySince !== undefined) {
      this.#listener.onWell(t('chat.back', { seconds: n(Math.max(1, Math.round((Date.now() - awaySince) / 1000))) }));
    } else {
      this.#listener.onWell('');
    }
    await this.#askGroups();
    const people = await this.#ask({ type: 'users', to: LOBBY, watch: true });
    if (people !== undefined) {
      this.#listener.onPeople(people);
    }
    await this.#watchCurrent();
  }

  /** One query at a time: further callers share the next answer, which contains all changes. */
  #askGroups() {
    this.#nextAnswer ??= this.#answer.then(() => {
      this.#nextAnswer = undefined;
      this.#answer = this.#readGroups();
      return this.#answer;
    });
    return this.#nextAnswer;
  }

  async #readGroups() {
    const answer = await this.#ask({ type: 'groups' });
    if (answer !== undefined) {
      const groups = answer.groups ?? [];
      this.groups = new Set(groups.filter(({ member, name }) => member && name !== LOBBY).map(({ name }) => name));
      this.#listener.onGroups(groups);
    }
  }

  /**
   * A query that is repeated after a reconnect if it gets no answer.
   *
   * @param {import('../transports/contract.js').Command} command
   */
  async #ask(command) {
    try {
      const answer = await this.#carrier.send(command);
      return this.#over ? undefined : answer;
    } catch (error) {
      if (error instanceof LabError) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * What could not be done, for people.
   *
   * @param {unknown} error
   */
  static reason(error) {
    return error instanceof LabError ? refusalText(error.code, error.message) : String(error);
  }
}
