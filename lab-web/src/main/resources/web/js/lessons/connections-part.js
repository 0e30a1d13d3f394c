// @ts-check
import { logIn, logOutGoing, sessionMeters, whereTransportsAre } from '../api.js';
import { n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { INSTRUMENT } from '../race/runner.js';
import { duration } from '../race/track.js';
import { randomId } from '../random-id.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { refusalText } from '../words.js';
import { openSocket } from './open-socket.js';

/** Messages of one attempt. */
const MESSAGES = 10;
/** The transport whose connections are counted. */
const [{ id: TRANSPORT }] = transports;
/** Milliseconds within which a connection must open, a message come back, and a closed connection be counted. */
const DUE = 10_000;
const LOOK_AGAIN = 50;

/** The same messages over one connection and over a new one each, by the lab's meters. */
export function connectionsPart() {
  const state = h('p', { class: 'hint', role: 'status' });
  const rows = h('tbody');
  const table = h(
    'table',
    { class: 'connections', hidden: true },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...['lessons.tried', 'lessons.opened', 'lessons.bytesPerMessage', 'lessons.timePerMessage'].map((key) =>
          h('th', { scope: 'col' }, t(/** @type {import('../i18n/index.js').Key} */ (key))),
        ),
      ),
    ),
    rows,
  );
  const start = button('', t('lessons.tryConnections', { count: MESSAGES }), () => void run());
  return h('div', { class: 'experiment' }, h('div', { class: 'actions' }, start), state, table);

  async function run() {
    if (start.ariaDisabled === 'true') {
      return;
    }
    start.ariaDisabled = 'true';
    state.textContent = t('lessons.running');
    rows.replaceChildren();
    try {
      for (const anew of [false, true]) {
        const { opened, bytes, milliseconds } = await attempt(anew);
        rows.append(
          h(
            'tr',
            { 'data-anew': anew ? 'yes' : 'no', 'data-opened': opened },
            h('th', { scope: 'row' }, t(anew ? 'lessons.anew' : 'lessons.kept', { count: MESSAGES })),
            ...[n(opened), n(Math.round(bytes / MESSAGES)), duration(milliseconds / MESSAGES)].map((text) => h('td', {}, text)),
          ),
        );
        table.hidden = false;
      }
      state.textContent = '';
    } catch (error) {
      state.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
    } finally {
      start.ariaDisabled = 'false';
    }
  }
}

/**
 * Sends messages to itself, in a session of its own, so that its meters are those of the messages.
 *
 * @param {boolean} anew whether each has a new connection
 */
async function attempt(anew) {
  const where = (await whereTransportsAre()).get(TRANSPORT);
  const session = await logIn(`lesson-${randomId()}`, INSTRUMENT);
  const begun = performance.now();
  /** @type {WebSocket | undefined} */
  let socket;
  try {
    for (let i = 0; i < MESSAGES; i++) {
      socket ??= await greeted(openSocket(session.token, where));
      await echoed(socket, session.user, `${i}`);
      if (anew) {
        socket.close(1000);
        socket = undefined;
      }
    }
    const milliseconds = performance.now() - begun;
    socket?.close(1000);
    return { milliseconds, ...(await counted(session.token)) };
  } finally {
    socket?.close();
    logOutGoing(session.token);
  }
}

/** @param {WebSocket} socket */
function greeted(socket) {
  return within(socket, 'message', ({ data }) => String(data).includes('"hello"'));
}

/**
 * @param {WebSocket} socket
 * @param {string} user
 * @param {string} text
 */
function echoed(socket, user, text) {
  socket.send(JSON.stringify({ type: 'say', to: `@${user}`, text }));
  return within(socket, 'message', ({ data }) => String(data).includes('"message"'));
}

/**
 * @param {WebSocket} socket
 * @param {'message'} name
 * @param {(event: MessageEvent) => boolean} isIt
 * @returns {Promise<WebSocket>}
 */
function within(socket, name, isIt) {
  return new Promise((resolve, reject) => {
    const fail = () => end(() => reject(new LabError('unreachable')));
    const look = (/** @type {MessageEvent} */ event) => isIt(event) && end(() => resolve(socket));
    const timer = setTimeout(fail, DUE);
    const end = (/** @type {() => void} */ settle) => {
      clearTimeout(timer);
      socket.removeEventListener(name, look);
      socket.removeEventListener('close', fail);
      settle();
    };
    socket.addEventListener(name, look);
    socket.addEventListener('close', fail);
  });
}

/**
 * What the connections have cost, once all are closed.
 *
 * @param {string} token
 */
async function counted(token) {
  for (const until = performance.now() + DUE; ; ) {
    const meters = (await sessionMeters(token)).transports[TRANSPORT];
    if (meters?.connectionsOpen === 0 || performance.now() > until) {
      return { opened: meters?.connectionsOpened ?? 0, bytes: (meters?.bytesIn ?? 0) + (meters?.bytesOut ?? 0) };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}
