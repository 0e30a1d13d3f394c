// @ts-check
import { Announcer } from './announcer.js';
import { logOut } from './api.js';
import { avatarImage } from './avatars.js';
import { Compose } from './compose.js';
import { Lab } from './lab.js';
import { LogIn } from './log-in.js';
import { forgetSession, rememberedSession, rememberPlaces, rememberSession, takePlaces } from './memory.js';
import { named, part } from './parts.js';
import { People } from './people.js';
import { LabError } from './transports/contract.js';
import { refusalText } from './words.js';

const labView = part('lab', HTMLElement);
const me = part('me', HTMLElement);
/** @type {Lab | undefined} */
let lab;
/** @type {import('./api.js').Session | undefined} */
let session;

const announcer = new Announcer();
const people = new People({
  speakTo: (address) => compose.speakTo(address),
  join: async (address) => {
    await current().join(address);
    compose.speakTo(address);
  },
  leave: (address) => current().leave(address),
  complain: (message) => (part('say-notice', HTMLElement).textContent = message),
});
const compose = new Compose(
  (to, text, over) => current().say(to, text, over),
  (address) => people.markAddress(address),
);
const logIn = new LogIn((fresh) => {
  rememberSession(fresh);
  begin(fresh, {});
});

part('log-out', HTMLButtonElement).addEventListener('click', () => void leave());
addEventListener('pagehide', () => lab && rememberPlaces(lab.places()));
addEventListener('pageshow', (show) => show.persisted && location.reload());

const remembered = rememberedSession();
if (remembered === undefined) {
  logIn.show();
} else {
  begin(remembered, takePlaces());
}

/**
 * @param {import('./api.js').Session} fresh
 * @param {Record<string, string>} places
 */
function begin(fresh, places) {
  session = fresh;
  labView.hidden = false;
  me.hidden = false;
  part('me-name', HTMLElement).replaceChildren(avatarImage(fresh.avatar), named(fresh.user));
  people.clear();
  compose.begin();
  const begun = new Lab(fresh, {
    onMessage: hear,
    onUsers: (event) => people.showUsers(event, fresh.user),
    onGroups: (event) => {
      people.showGroups(event);
      compose.setGroups((event.groups ?? []).filter(({ member }) => member).map(({ name }) => name));
    },
    onEnd: (code) => end(code),
  });
  lab = begun;
  void start(begun, places);
}

/**
 * @param {Lab} begun
 * @param {Record<string, string>} places
 */
async function start(begun, places) {
  try {
    await begun.start(part('lanes', HTMLElement), places);
  } catch (error) {
    begun.stop();
    end(error instanceof LabError ? error.code : 'unreachable');
  }
}

/** @param {import('./transports/contract.js').LabEvent} event */
function hear(event) {
  if (event.from !== session?.user) {
    announcer.announce(event);
    if (event.to?.startsWith('@')) {
      compose.addPerson(`@${event.from}`);
    }
  }
}

async function leave() {
  const token = session?.token;
  lab?.stop();
  end();
  if (token !== undefined) {
    try {
      await logOut(token);
    } catch (error) {
      if (error instanceof LabError && error.code !== 'unauthorized') {
        logIn.show(error.code);
      }
    }
  }
}

/** @param {string} [code] why the session is over, when not by one's own wish */
function end(code) {
  const name = session?.user;
  lab = undefined;
  session = undefined;
  forgetSession();
  labView.hidden = true;
  me.hidden = true;
  logIn.show(code, name);
}

function current() {
  if (lab === undefined) {
    throw new LabError('closed', refusalText('closed'));
  }
  return lab;
}
