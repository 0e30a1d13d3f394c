// @ts-check
import { avatarImage } from '../avatars.js';
import { language, n, t } from '../i18n/index.js';
import { button, h, named } from '../parts.js';
import { gapText, transportLabel } from '../words.js';
import { carriedText } from './carried.js';
import { kindOf, sizeOf } from './picture.js';

/** Pixels from the end within which the view follows new messages. */
const NEAR_THE_END = 60;
/** Pixels from the beginning at which older lines are asked for. */
const NEAR_THE_BEGINNING = 80;
/** Milliseconds within which the next message of the same person goes without a name. */
const SAME_BREATH = 5 * 60_000;

/**
 * @typedef {import('./conversations.js').Line} Line
 * @typedef {import('./conversations.js').Conversation} Conversation
 */

/** The messages of one conversation, with days, joins and leaves, and gaps. */
export class LogView {
  #list = h('ol', { class: 'log', tabindex: 0 });
  #newer = button('newer', t('chat.toNewest'), () => this.#toEnd());
  #older = h('p', { class: 'older hint' });
  /** @type {Conversation | undefined} */
  #conversation;
  #version = -1;
  #drawn = 0;
  /** @type {Line | undefined} the message before, for what the next one need not repeat */
  #last;
  /** The transport of the message before. @type {string | undefined} */
  #transport;
  #following = true;
  #scheduled = false;
  #asking = false;
  #me = '';
  #avatarOf;
  #loadOlder;
  #onSeen;

  /**
   * @param {(user: string) => string | undefined} avatarOf
   * @param {(conversation: Conversation) => Promise<void>} loadOlder
   * @param {() => void} onSeen one has come to the newest line
   */
  constructor(avatarOf, loadOlder, onSeen) {
    this.#avatarOf = avatarOf;
    this.#loadOlder = loadOlder;
    this.#onSeen = onSeen;
    this.#newer.hidden = true;
    this.#list.addEventListener('scroll', () => this.#scrolled());
    new ResizeObserver(() => this.#follow()).observe(this.#list);
    document.addEventListener('visibilitychange', () => document.hidden || this.draw());
    this.element = h('div', { class: 'log-frame' }, this.#list, this.#newer);
  }

  /** @param {string} me */
  begin(me) {
    this.#me = me;
  }

  /** @param {Conversation} conversation is what is seen from now on */
  show(conversation) {
    this.#conversation = conversation;
    this.#list.setAttribute('aria-label', t('chat.messagesIn', { address: conversation.address }));
    this.#version = -1;
    this.#following = true;
    this.draw();
    void this.#fill();
  }

  /** Whether the newest line is in view. */
  get following() {
    return this.#following;
  }

  /** Draws what is new before the next frame, once for however much came. */
  schedule() {
    if (!this.#scheduled && !document.hidden) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.draw();
      });
    }
  }

  draw() {
    const conversation = this.#conversation;
    if (conversation === undefined) {
      return;
    }
    if (this.#version !== conversation.version) {
      this.#redraw(conversation);
    } else {
      this.#list.append(...this.#rows(conversation.lines.slice(this.#drawn)));
    }
    this.#drawn = conversation.lines.length;
    this.#follow();
  }

  /**
   * All anew; what is in view stays there.
   *
   * @param {Conversation} conversation
   */
  #redraw(conversation) {
    const anchor = this.#anchor();
    this.#version = conversation.version;
    this.#last = undefined;
    this.#transport = undefined;
    this.#older.textContent = conversation.more ? '' : t('chat.beginning');
    this.#list.replaceChildren(this.#olderRow(), ...this.#rows(conversation.lines));
    if (anchor !== undefined && !this.#following) {
      const same = this.#list.querySelector(`[data-cursor="${CSS.escape(anchor.cursor)}"]`);
      if (same instanceof HTMLElement) {
        this.#list.scrollTop += same.getBoundingClientRect().top - anchor.top;
      }
    }
  }

  #olderRow() {
    return h('li', { class: 'older-row' }, this.#older);
  }

  /** The first line in view that has a place, and where it is. */
  #anchor() {
    const top = this.#list.getBoundingClientRect().top;
    for (const row of this.#list.children) {
      const place = row.getBoundingClientRect();
      if (row instanceof HTMLElement && row.dataset.cursor !== undefined && place.bottom > top) {
        return { cursor: row.dataset.cursor, top: place.top };
      }
    }
    return undefined;
  }

  /** @param {Line[]} lines */
  #rows(lines) {
    return lines.flatMap((line) => {
      const rows = [];
      if (line.at !== undefined && dayOf(line.at) !== dayOf(this.#last?.at)) {
        rows.push(h('li', { class: 'day' }, h('span', {}, dayText(line.at))));
        this.#last = undefined;
      }
      rows.push(...this.#switchedTo(line.carried?.transport), this.#row(line));
      if (line.type === 'message') {
        this.#last = line;
      } else if (this.#last !== undefined) {
        this.#last = { ...this.#last, from: undefined };
      }
      return rows;
    });
  }

  /**
   * A mark where the chat has changed its transport.
   *
   * @param {string | undefined} transport of the next message
   */
  #switchedTo(transport) {
    const before = this.#transport;
    this.#transport = transport ?? before;
    return transport === undefined || before === undefined || transport === before
      ? []
      : [h('li', { class: 'event switched', 'data-transport': transport }, t('chat.switched', { transport: transportLabel(transport) }))];
  }

  /** @param {Line} line */
  #row(line) {
    switch (line.type) {
      case 'message':
        return this.#message(line);
      case 'joined':
      case 'left':
        return h('li', { class: 'event', 'data-cursor': line.cursor }, named(line.user), ` ${t(`chat.${line.type}`)}`);
      case 'gap':
        return h('li', { class: 'gap' }, gapText(line.reason));
      case 'missed':
        return h('li', { class: 'missed' }, h('span', {}, missedText(line.count ?? 0)));
      case 'note':
        return h('li', { class: 'gap' }, line.text ?? '');
    }
  }

  /** @param {Line} line */
  #message(line) {
    const { cursor, from = '', text = '', at = 0 } = line;
    const own = from === this.#me;
    const same = this.#last?.from === from && at - (this.#last.at ?? 0) < SAME_BREATH;
    const moment = new Date(at);
    const time = h('time', { datetime: moment.toISOString(), title: moment.toLocaleString(language()) });
    time.textContent = moment.toLocaleTimeString(language(), { hour: '2-digit', minute: '2-digit' });
    const name = h('span', { class: same ? 'unseen' : 'author' }, named(from), own ? ` ${t('chat.you')}` : '');
    const words = line.data === undefined ? h('p', { class: 'text', dir: 'auto' }, text) : figure(line, line.data);
    const row = h('li', { class: `message${own ? ' own' : ''}${same ? ' same' : ''}`, 'data-cursor': cursor });
    row.append(same ? h('span', { class: 'avatar' }) : this.#picture(from));
    const { carried } = line;
    const way = carried && h('span', { class: 'carried-by', 'data-transport': carried.transport }, carriedText(carried));
    row.append(h('div', { class: 'bubble' }, name, words, time, ...(way === undefined ? [] : [way])));
    return row;
  }

  /** @param {string} user */
  #picture(user) {
    const picture = avatarImage(this.#avatarOf(user));
    picture.dataset.user = user;
    return picture;
  }

  /** The avatar of a user has become known, maybe after a message. */
  drawAvatars() {
    for (const picture of /** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll('[data-user]'))) {
      picture.replaceWith(this.#picture(picture.dataset.user ?? ''));
    }
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
    this.#newer.hidden = this.#following;
    if (this.#following) {
      this.#onSeen();
    }
    if (scrollTop < NEAR_THE_BEGINNING && !this.#following) {
      void this.#askOlder();
    }
  }

  /** So much that it can be scrolled, if there is so much. */
  async #fill() {
    const conversation = this.#conversation;
    for (let pages = 0; pages < 3 && conversation?.more && conversation === this.#conversation; pages++) {
      if (pages > 0 && this.#list.scrollHeight > this.#list.clientHeight) {
        return;
      }
      if (!(await this.#askOlder())) {
        return;
      }
    }
  }

  /** @returns {Promise<boolean>} whether there was an answer */
  async #askOlder() {
    const conversation = this.#conversation;
    if (conversation === undefined || !conversation.more || this.#asking) {
      return false;
    }
    this.#asking = true;
    this.#older.textContent = t('chat.loadingOlder');
    try {
      await this.#loadOlder(conversation);
      return true;
    } catch {
      this.#older.textContent = t('chat.noOlderNow');
      return false;
    } finally {
      this.#asking = false;
      this.draw();
    }
  }

  /** Queries older lines again after a reconnect. */
  retry() {
    if (this.#conversation?.more && this.#list.scrollTop < NEAR_THE_BEGINNING) {
      void this.#fill();
    }
  }

  #follow() {
    if (this.#following) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
    this.#newer.hidden = this.#following;
  }

  #toEnd() {
    this.#following = true;
    this.#follow();
    this.#list.focus();
  }
}

/**
 * A picture, if its bytes are one; else a line that names them.
 *
 * @param {Line} line
 * @param {string} data
 */
function figure({ media = '', name = '', form }, data) {
  const kind = kindOf(data);
  const what = { what: `${kind ?? media} ${name}`.trim(), bytes: n(sizeOf(data)) };
  if (kind === undefined) {
    return h('p', { class: 'text', dir: 'auto' }, t('chat.noPicture', what));
  }
  const caption = h('figcaption', { class: 'text hint', dir: 'auto' }, t('chat.pictureCaption', { ...what, form: form ?? 'base64' }));
  return h('figure', { class: 'picture' }, h('img', { src: `data:${kind};base64,${data}`, alt: name }), caption);
}

/** @param {number} count */
export function missedText(count) {
  return t(count === 1 ? 'chat.missed.one' : 'chat.missed', { count: n(count) });
}

/** @param {number} [at] */
function dayOf(at) {
  return at === undefined ? '' : new Date(at).toDateString();
}

/** @param {number} at */
function dayText(at) {
  if (dayOf(at) === dayOf(Date.now())) {
    return t('chat.today');
  }
  if (dayOf(at) === dayOf(Date.now() - 86_400_000)) {
    return t('chat.yesterday');
  }
  return new Date(at).toLocaleDateString(language(), { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}
