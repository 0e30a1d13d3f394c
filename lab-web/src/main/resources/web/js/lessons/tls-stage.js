// @ts-check
import { openWithToken, under } from '../address.js';
import { logIn, logOutGoing, whereTransportsAre } from '../api.js';
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { INSTRUMENT } from '../race/runner.js';
import { randomId } from '../random-id.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { refusalText } from '../words.js';
import { EventLog } from './event-log.js';

/** The transport that is tried over TLS. */
const [{ id: TRANSPORT }] = transports;
/** What starts a lab with TLS. */
const START = './lab serve --tls';

/** What of TLS this page can know: how it came itself, whether the lab has a TLS port, and whether a wss socket opens. */
export class TlsStage {
  element = h('div', { class: 'stage' });
  #own = h('p', { class: 'seen', role: 'status' });
  #port = h('p');
  #calls = h('div', { class: 'actions' });
  #log = new EventLog();
  /** @type {WebSocket | undefined} */
  #socket;
  /** @type {string | undefined} */
  #token;

  constructor() {
    this.element.append(this.#own, this.#port, this.#calls, this.#log.element);
  }

  begin() {
    const { protocol } = location;
    this.#own.textContent = t('lesson.tls.seen', { page: protocol, sockets: protocol === 'https:' ? 'wss:' : 'ws:' });
    this.#log.clear();
    void this.#look();
  }

  rest() {
    this.#socket?.close(1000);
    this.#socket = undefined;
    if (this.#token !== undefined) {
      logOutGoing(this.#token);
      this.#token = undefined;
    }
  }

  repaint() {}

  async #look() {
    try {
      const row = (await whereTransportsAre()).get(TRANSPORT);
      const port = row?.tlsPort ?? (location.protocol === 'https:' ? Number(location.port || 443) : undefined);
      if (row === undefined || port === undefined) {
        this.#port.replaceChildren(t('lessons.noTls'), ' ', h('code', {}, START));
        this.#calls.replaceChildren();
        return;
      }
      const page = new URL(under('/'));
      page.protocol = 'https:';
      page.port = String(port);
      this.#port.replaceChildren(
        t('lessons.hasTls', { port }),
        ' ',
        h('a', { href: `${page.href}?view=lessons&lesson=tls`, target: '_blank', rel: 'noreferrer' }, t('lessons.openTls')),
      );
      const socket = new URL(under(row.path ?? '/ws', page.href));
      socket.protocol = 'wss:';
      this.#calls.replaceChildren(button('primary', `new WebSocket('${socket.href}')`, () => void this.#connect(socket)));
    } catch (error) {
      this.#port.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
    }
  }

  /** @param {URL} url */
  async #connect(url) {
    this.rest();
    try {
      this.#token = (await logIn(`lesson-${randomId()}`, INSTRUMENT)).token;
    } catch (error) {
      this.#port.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
      return;
    }
    const socket = openWithToken(url, this.#token);
    this.#socket = socket;
    this.#log.begin();
    this.#log.add('new WebSocket', { detail: url.href, socket });
    socket.onopen = () => this.#log.add('open', { about: t('lessons.tlsOpen'), socket });
    socket.onmessage = ({ data }) => this.#log.add('message', { detail: /"type":"(\w+)"/.exec(String(data))?.[1] ?? '', socket });
    socket.onerror = () => this.#log.add('error', { about: t('lessons.tlsError'), socket });
    socket.onclose = ({ code }) => this.#log.add('close', { detail: `code ${code}`, socket });
  }
}
