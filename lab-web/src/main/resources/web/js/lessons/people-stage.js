// @ts-check
import { home } from '../address.js';
import { logIn, logOutGoing, whereTransportsAre } from '../api.js';
import { avatarImage } from '../avatars.js';
import { maybe, n, t } from '../i18n/index.js';
import { button, h, named } from '../parts.js';
import { randomId } from '../random-id.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import * as tcp from '../transports/tcp.js';
import { refusalText, transportLabel } from '../words.js';
import { EventLog } from './event-log.js';
import { claimsOf } from './jwt.js';

/** Who takes part: an avatar each, which is also what the name begins with. Each is at another transport. */
const AVATARS = ['fox', 'owl', 'bear'];
const USUAL = transports.filter(({ isUsual }) => isUsual);

/**
 * @typedef {object} Person
 * @property {import('../api.js').Session} session
 * @property {import('../transports/contract.js').Link} link
 */

/** Three people in one chat, each over another transport, played by this page. */
export class PeopleStage {
  element = h('div', { class: 'stage' });
  #list = h('ul', { class: 'cast' });
  #online = h('p', { class: 'seen', role: 'status' });
  #calls = h('div', { class: 'actions' });
  #log = new EventLog();
  #token = h('dl', { class: 'claims' });
  #telnet = h('p', { class: 'telnet' });
  #trouble = h('p', { class: 'status', role: 'status' });
  /** @type {Person[]} */
  #people = [];
  #group = '';
  #run = 0;
  #sent = 0;

  /** @param {import('../shell/views.js').LabPage} lab */
  constructor(lab) {
    this.element.append(
      this.#trouble,
      this.#list,
      this.#online,
      this.#calls,
      this.#log.element,
      h('details', { class: 'token', open: true }, h('summary', {}, t('lessons.token')), this.#token),
      this.#telnet,
      h(
        'div',
        { class: 'actions' },
        button('', t('lessons.toChat'), () => lab.show('chat')),
        button('', t('lessons.toTelnet'), () => lab.show('telnet')),
      ),
    );
    addEventListener('pagehide', () => this.rest());
  }

  begin() {
    const run = ++this.#run;
    this.#log.clear();
    this.#log.begin();
    this.#trouble.textContent = '';
    this.#calls.replaceChildren();
    this.#list.replaceChildren();
    this.#enter(run).catch((error) => {
      if (run === this.#run) {
        this.#trouble.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
      }
    });
  }

  rest() {
    this.#run++;
    for (const { session, link } of this.#people) {
      link.close();
      logOutGoing(session.token);
    }
    this.#people = [];
  }

  repaint() {}

  /** @param {number} run it ends when another one has begun */
  async #enter(run) {
    const where = await whereTransportsAre();
    const tail = randomId().slice(0, 4);
    this.#group = `#lesson-${tail}`;
    const lines = where.get(tcp.id);
    const words = ['telnet', lines?.host ?? location.hostname, lines?.port ?? ''];
    this.#telnet.replaceChildren(t('lessons.telnet'), ' ', h('code', {}, words.join(' ')));
    for (const [index, avatar] of AVATARS.entries()) {
      const transport = USUAL[index % USUAL.length];
      const row = where.get(transport.id);
      const session = await logIn(`${avatar}-${tail}`, avatar);
      if (run !== this.#run || row === undefined) {
        logOutGoing(session.token);
        return;
      }
      const link = transport.connect({
        base: home(),
        where: row,
        token: session.token,
        onEvent: (event) => run === this.#run && this.#take(session, transport.id, event),
        onState: () => undefined,
      });
      this.#people.push({ session, link });
      this.#list.append(
        h('li', { 'data-transport': transport.id }, avatarImage(avatar), named(session.user), h('span', { class: 'by' }, transportLabel(transport.id))),
      );
    }
    const [first, second, third] = this.#people;
    this.#showToken(first.session.token);
    await first.link.send({ type: 'users', to: '#lobby', watch: true }).then((users) => this.#count(users));
    await Promise.all([first, second].map(({ link }) => link.send({ type: 'join', to: this.#group })));
    this.#calls.replaceChildren(
      button('', t('lessons.toAll', { from: first.session.user }), () => this.#say(first, '#lobby')),
      button('', t('lessons.toGroup', { from: first.session.user, to: this.#group }), () => this.#say(first, this.#group)),
      button('', t('lessons.toOne', { from: first.session.user, to: third.session.user }), () => this.#say(first, `@${third.session.user}`)),
    );
    this.element.dataset.people = String(this.#people.length);
  }

  /**
   * @param {Person} person
   * @param {string} to
   */
  #say({ session, link }, to) {
    const text = `hello ${++this.#sent}`;
    this.#log.begin();
    this.#log.add(t('lessons.says', { from: session.user, to }), { detail: text });
    link.send({ type: 'say', to, text }).catch((error) => {
      this.#trouble.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
    });
  }

  /**
   * @param {import('../api.js').Session} session who received it
   * @param {string} transport
   * @param {import('../transports/contract.js').LabEvent} event
   */
  #take(session, transport, event) {
    const mine = this.#people.some((person) => person.session.user === event.from);
    if (event.type === 'users') {
      this.#count(event);
    } else if (event.type === 'message' && mine) {
      this.#log.add(session.user, { detail: `${event.to}: ${event.text}`, about: transportLabel(transport) });
    }
  }

  /** @param {import('../transports/contract.js').LabEvent} users */
  #count({ count = 0, users = [] }) {
    this.#online.textContent = t('lesson.people.seen', { count: n(count) });
    this.#online.dataset.count = String(count);
    const others = users.filter(({ name }) => !this.#people.some(({ session }) => session.user === name)).length;
    this.#online.append(' ', others > 0 ? t('lessons.others', { count: n(others) }) : '');
  }

  /** @param {string} token */
  #showToken(token) {
    const claims = claimsOf(token) ?? {};
    this.#token.replaceChildren(
      ...Object.entries(claims).flatMap(([name, value]) => [
        h('dt', {}, name),
        h('dd', {}, h('code', {}, String(value)), ` ${maybe(`lessons.claim.${name}`) ?? ''}`),
      ]),
    );
  }
}
