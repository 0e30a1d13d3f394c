// @ts-check
import { n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';

/** Rows that stay; older ones go. */
const MOST_ROWS = 200;
/** Names of a WebSocket's `readyState`. */
export const READY_STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/** What has happened on a connection, a row each, with the time since it was begun. */
export class EventLog {
  #rows = h('ol', { class: 'event-log', tabindex: 0, 'aria-live': 'polite', 'aria-label': t('lessons.log') });
  element = h('div', { class: 'log-part' }, this.#rows, h('div', { class: 'actions' }, button('small', t('lessons.clear'), () => this.clear())));
  #begun = performance.now();
  /** @type {{key: string, count: number, element: HTMLElement} | undefined} */
  #last;

  clear() {
    this.#rows.replaceChildren();
    this.#last = undefined;
  }

  /** A connection begins: times are since now. */
  begin() {
    this.#begun = performance.now();
    this.#last = undefined;
  }

  /**
   * Adds a row; an event like the last one only counts up.
   *
   * @param {string} name of the event, or what the page called
   * @param {{detail?: string, about?: string, socket?: WebSocket, like?: string}} [more] `like`: what makes two events equal
   */
  add(name, { detail = '', about = '', socket, like } = {}) {
    const { scrollHeight, scrollTop, clientHeight } = this.#rows;
    const following = scrollHeight - scrollTop - clientHeight < 60;
    if (like !== undefined && this.#last?.key === `${name} ${like}`) {
      this.#last.element.textContent = `× ${n(++this.#last.count)}`;
      return;
    }
    const count = h('span', { class: 'times' });
    this.#last = { key: `${name} ${like}`, count: 1, element: count };
    this.#rows.append(
      h(
        'li',
        { 'data-event': name },
        h('span', { class: 'time' }, t('lessons.after', { milliseconds: n(Math.round(performance.now() - this.#begun)) })),
        h('b', {}, name),
        h('bdi', { class: 'detail' }, detail),
        count,
        socket === undefined
          ? ''
          : h('span', { class: 'socket' }, t('race.socket', { state: READY_STATES[socket.readyState], buffered: n(socket.bufferedAmount) })),
        about === '' ? '' : h('span', { class: 'about' }, about),
      ),
    );
    while (this.#rows.childElementCount > MOST_ROWS) {
      this.#rows.firstElementChild?.remove();
    }
    if (following) {
      this.#rows.scrollTop = this.#rows.scrollHeight;
    }
  }
}
