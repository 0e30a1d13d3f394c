// @ts-check
import { whereTransportsAre } from '../api.js';
import { n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { Backoff } from '../transports/backoff.js';
import { LabError } from '../transports/contract.js';
import * as tcp from '../transports/tcp.js';
import { clockText, refusalText } from '../words.js';
import { TelnetSocket } from './socket.js';
import { Typed } from './typed.js';

/** Lines that stay in view; older ones go. */
const MOST_LINES = 1000;
/** The command after which the lab ends the connection. */
const QUIT = /^\/quit\s*$/;

/**
 * A person at telnet: the lab's TCP port as one would see it in a terminal, over a real TCP connection of this session.
 *
 * @param {HTMLElement} element
 * @param {import('../shell/views.js').LabPage} lab
 */
export function mount(element, lab) {
  const view = new TelnetView(element, lab);
  view.begin();
  return { shown: () => view.focus() };
}

class TelnetView {
  #lab;
  #command = h('code', { id: 'telnet-command' });
  #screen = h('ol', { id: 'telnet-screen', class: 'screen', tabindex: 0, 'aria-live': 'polite', 'aria-label': t('telnet.screen') });
  #state = h('p', { id: 'telnet-state', class: 'hint', role: 'status' });
  #line = h('input', {
    id: 'telnet-line',
    autocomplete: 'off',
    spellcheck: 'false',
    autocapitalize: 'off',
    dir: 'auto',
    'aria-label': t('telnet.line'),
    placeholder: t('telnet.placeholder'),
  });
  #form = h('form', { class: 'telnet-line', novalidate: true }, this.#line, h('button', { type: 'submit', class: 'primary' }, t('chat.send')));
  #login = h('p', { class: 'telnet-login' });
  /** @type {TelnetSocket | undefined} */
  #socket;
  #backoff = new Backoff();
  #typed = new Typed();
  #timer = 0;
  /** Whether the connection ends because one has asked for it. */
  #isLeaving = false;
  #again = button('primary', t('telnet.again'), () => this.#restart());

  /**
   * @param {HTMLElement} element
   * @param {import('../shell/views.js').LabPage} lab
   */
  constructor(element, lab) {
    this.#lab = lab;
    this.#login.append(t('telnet.logIn'), ' ', button('primary', t('telnet.toLogIn'), () => lab.show('chat')));
    element.append(
      h(
        'div',
        { class: 'telnet-room' },
        h('p', { class: 'telnet-how' }, t('telnet.try'), ' ', this.#command, ' ', button('small', t('telnet.copy'), () => void this.#copy())),
        h('p', { class: 'hint' }, t('telnet.real')),
        this.#login,
        this.#screen,
        h('div', { class: 'telnet-state' }, this.#state, this.#again),
        this.#form,
        h('p', { class: 'hint' }, t('telnet.commands')),
      ),
    );
    this.#form.addEventListener('submit', (submit) => {
      submit.preventDefault();
      this.#send();
    });
    this.#line.addEventListener('keydown', (key) => this.#walk(key));
    lab.person.onChange(() => this.#restart());
  }

  begin() {
    void this.#showCommand();
    this.#restart();
  }

  focus() {
    if (this.#socket !== undefined) {
      this.#line.focus();
    }
  }

  async #showCommand() {
    try {
      const where = (await whereTransportsAre()).get(tcp.id);
      // What one types, in any language.
      const words = ['telnet', where?.host ?? location.hostname, where?.port ?? ''];
      this.#command.textContent = words.join(' ');
    } catch (error) {
      this.#state.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
    }
  }

  async #copy() {
    await navigator.clipboard?.writeText(this.#command.textContent ?? '');
  }

  #restart() {
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
    const { session } = this.#lab.person;
    this.#login.hidden = session !== undefined;
    this.#screen.hidden = session === undefined;
    this.#form.hidden = session === undefined;
    this.#state.textContent = '';
    this.#isLeaving = false;
    this.#again.hidden = true;
    if (session !== undefined) {
      this.#connect(session.token);
    }
  }

  /** @param {string} token */
  #connect(token) {
    this.#state.textContent = t('state.connecting');
    this.#show('out', `/token ${'•'.repeat(8)}`, Date.now());
    this.#socket = new TelnetSocket(token, {
      onLine: ({ line, at, bytesIn, bytesOut }) => {
        this.#backoff.reset();
        this.#show('in', line, at);
        this.#state.textContent = t('telnet.state', { up: n(bytesIn), down: n(bytesOut) });
      },
      onClose: (why) => this.#closed(why, token),
    });
  }

  /**
   * @param {string} why an error code, or empty
   * @param {string} token
   */
  #closed(why, token) {
    this.#socket = undefined;
    if (this.#isLeaving) {
      this.#state.textContent = t('telnet.left');
      this.#again.hidden = false;
      return;
    }
    const retryIn = this.#backoff.next();
    this.#state.textContent = t('telnet.lost', {
      reason: refusalText(why || 'closed'),
      seconds: n(retryIn / 1000, { maximumFractionDigits: 1 }),
    });
    this.#timer = window.setTimeout(() => {
      if (this.#lab.person.session?.token === token) {
        this.#connect(token);
      }
    }, retryIn);
  }

  #send() {
    const line = this.#line.value;
    if (line.trim() === '') {
      return;
    }
    if (this.#socket?.send(line)) {
      this.#show('out', line, Date.now());
      this.#typed.add(line);
      this.#line.value = '';
      this.#isLeaving = QUIT.test(line);
    } else {
      this.#state.textContent = t('telnet.notNow');
    }
  }

  /** @param {KeyboardEvent} key up and down go through the lines that were sent */
  #walk(key) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[key.key];
    if (by !== undefined) {
      this.#line.value = this.#typed.walk(by, this.#line.value);
      key.preventDefault();
    }
  }

  /**
   * @param {'in' | 'out'} way
   * @param {string} line
   * @param {number} at when the server's side of the pane received it, or this page sent it, by its own clock
   */
  #show(way, line, at) {
    const { scrollHeight, scrollTop, clientHeight } = this.#screen;
    const following = scrollHeight - scrollTop - clientHeight < 60;
    const time = h('time', {}, clockText(at));
    this.#screen.append(
      h('li', { class: way }, time, h('span', { class: 'way', 'aria-hidden': 'true' }, way === 'in' ? '◄' : '►'), h('bdi', { class: 'raw' }, line)),
    );
    while (this.#screen.childElementCount > MOST_LINES) {
      this.#screen.firstElementChild?.remove();
    }
    if (following) {
      this.#screen.scrollTop = this.#screen.scrollHeight;
    }
  }
}
