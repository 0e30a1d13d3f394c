// @ts-check
// The page of a phone in a class (docs/class.md): a nickname, and then the teacher's messages over the transport that is
// assigned. It needs no secure context, since a phone reaches the lab by plain HTTP.
import { logOutGoing, sayGoing } from '../api.js';
import { languageFor, maybe, speak, t } from '../i18n/index.js';
import { part } from '../parts.js';
import { colourLanes } from '../shell/lane-colours.js';
import { LabError } from '../transports/contract.js';
import { JoinForm } from './join-form.js';
import { PhoneLink } from './phone-link.js';
import { PhoneView } from './phone-view.js';
import { enter } from './pupil-api.js';
import { code, remember, remembered, takeCode } from './remembered-pupil.js';

/** A page that was hidden for so long, in milliseconds, connects anew. */
const SLEPT = 3000;

const language = languageFor(new URLSearchParams(location.search).get('lang') ?? '', navigator.languages);
speak(language);
document.documentElement.lang = language;
document.title = t('classroom.join.title');
takeCode();
addEventListener('hashchange', takeCode);
colourLanes();

const screen = part('phone', HTMLElement);
const form = new JoinForm(join);
/** @type {PhoneLink | undefined} */
let link;
let token = '';
let hiddenAt = Infinity;
/** Whether the phone has slept, and has not heard of its session since. */
let hasSlept = false;

document.addEventListener('visibilitychange', () => (document.hidden ? sleeps() : wakes()));
addEventListener('pageshow', ({ persisted }) => persisted && wakes());
addEventListener('pagehide', () => {
  sleeps();
  if (link !== undefined) {
    sayGoing(token);
  }
});

const before = remembered();
if (before?.token === undefined) {
  show(before?.user ?? '');
} else {
  resume(before.user, before.token, before.after).catch((error) => show(before.user, sentence(error)));
}

function sleeps() {
  hiddenAt = Math.min(hiddenAt, Date.now());
}

function wakes() {
  if (Date.now() - hiddenAt > SLEPT) {
    hasSlept = true;
    void link?.wake().then((isThere) => (hasSlept &&= !isThere));
  }
  hiddenAt = Infinity;
}

/**
 * @param {string} user
 * @param {string} [why] a sentence
 * @param {boolean} [asksForCode]
 */
function show(user, why, asksForCode) {
  link?.stop();
  link = undefined;
  form.show(user, why, asksForCode);
  screen.replaceChildren(form.element);
}

/**
 * @param {string} user
 * @param {string | undefined} access
 */
async function join(user, access) {
  try {
    const session = await enter(user, access);
    try {
      await resume(session.user, session.token);
    } catch (error) {
      logOutGoing(session.token);
      throw error;
    }
  } catch (error) {
    show(user, sentence(error), error instanceof LabError && error.code === 'wrong_code');
  }
}

/** @param {unknown} error */
function sentence(error) {
  const { code: reason, message } = error instanceof LabError ? error : new LabError('unreachable');
  return maybe(`classroom.refused.${reason}`) ?? message;
}

/**
 * Goes on with a session, or begins with a new one.
 *
 * @param {string} user
 * @param {string} own its token
 * @param {string} [after] the cursor to read on from
 * @param {string} [note] a sentence about how it came
 */
async function resume(user, own, after, note = '') {
  const view = new PhoneView(user, (transport) => {
    next.choose(transport).catch((error) => view.note(sentence(error)));
  });
  view.note(note);
  remember({ user, token: own, after });
  const next = new PhoneLink(own, {
    onMessage: (message, at) => {
      const { offset } = next;
      view.add(message, offset.isKnown ? offset.toLab(at) - message.due : NaN, offset.error);
    },
    onTransport: (transport, choices) => view.use(transport, choices),
    onState: (state) => view.setState(state),
    onGap: () => view.note(t('classroom.phone.gap')),
    onCursor: (cursor) => remember({ user, token: own, after: cursor }),
    onEnd: () => void ended(user),
  });
  link?.stop();
  link = next;
  token = own;
  const started = next.start(after);
  screen.replaceChildren(view.element);
  await started;
}

/**
 * The session is over. A phone that slept for too long joins again by itself; else somebody has ended it.
 *
 * @param {string} user
 */
async function ended(user) {
  link = undefined;
  remember({ user });
  if (!hasSlept) {
    show(user, t('classroom.refused.unauthorized'));
    return;
  }
  hasSlept = false;
  try {
    const session = await enter(user, code());
    await resume(session.user, session.token, undefined, t('classroom.phone.again'));
  } catch {
    show(user, t('classroom.refused.unauthorized'));
  }
}
