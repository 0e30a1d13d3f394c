// @ts-check
import { logOut } from '../api.js';
import { avatarImage } from '../avatars.js';
import { t } from '../i18n/index.js';
import { button, named, part } from '../parts.js';
import { rememberPlaces, takePlaces } from '../shell/memory.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { Announcer } from './announcer.js';
import { Compose } from './compose.js';
import { FourWires } from './four-wires.js';
import { LogIn } from './log-in.js';
import { People } from './people.js';
import { skeleton } from './skeleton.js';

/**
 * The chat: a person on all wires at once.
 *
 * @param {HTMLElement} element
 * @param {import('../shell/views.js').LabPage} lab
 */
export function mount(element, lab) {
  element.append(...skeleton());
  new ChatView(lab).begin();
}

class ChatView {
  #lab;
  /** @type {FourWires | undefined} */
  #wires;
  #announcer = new Announcer();
  #people;
  #compose;
  #logIn;

  /** @param {import('../shell/views.js').LabPage} lab */
  constructor(lab) {
    this.#lab = lab;
    this.#people = new People({
      speakTo: (address) => this.#compose.speakTo(address),
      join: async (address) => {
        await this.#current().join(address);
        this.#compose.speakTo(address);
      },
      leave: (address) => this.#current().leave(address),
      complain: (message) => (part('say-notice', HTMLElement).textContent = message),
    });
    this.#compose = new Compose(
      (to, text, over) => this.#current().say(to, text, over),
      (address) => this.#people.markAddress(address),
    );
    this.#logIn = new LogIn((session) => lab.person.begin(session));
    lab.person.onChange((session, code, name) =>
      session === undefined ? this.#end(code, name) : this.#start(session, {}),
    );
    addEventListener('pagehide', () => this.#wires && rememberPlaces(this.#wires.places()));
  }

  begin() {
    const { session } = this.#lab.person;
    if (session === undefined) {
      this.#logIn.show();
    } else {
      this.#start(session, takePlaces());
    }
  }

  /**
   * @param {import('../api.js').Session} session
   * @param {Record<string, string>} places
   */
  #start(session, places) {
    part('lab', HTMLElement).hidden = false;
    part('me', HTMLElement).replaceChildren(
      avatarImage(session.avatar),
      named(session.user),
      button('', t('logIn.out'), () => void this.#leave(session)),
    );
    this.#people.clear();
    this.#compose.begin();
    this.#wires = new FourWires(session, {
      onMessage: (event) => this.#hear(event, session.user),
      onUsers: (event) => this.#people.showUsers(event, session.user),
      onGroups: (event) => {
        this.#people.showGroups(event);
        this.#compose.setGroups((event.groups ?? []).filter(({ member }) => member).map(({ name }) => name));
      },
      onEnd: (code) => this.#lab.person.end(code),
    });
    void this.#connect(this.#wires, places);
  }

  /**
   * @param {FourWires} wires
   * @param {Record<string, string>} places
   */
  async #connect(wires, places) {
    try {
      await wires.start(part('lanes', HTMLElement), places);
    } catch (error) {
      this.#lab.person.end(error instanceof LabError ? error.code : 'unreachable');
    }
  }

  /**
   * @param {import('../transports/contract.js').LabEvent} event
   * @param {string} me
   */
  #hear(event, me) {
    if (event.from !== me) {
      this.#announcer.announce(event);
      if (event.to?.startsWith('@')) {
        this.#compose.addPerson(`@${event.from}`);
      }
    }
  }

  /** @param {import('../api.js').Session} session */
  async #leave(session) {
    this.#lab.person.end();
    try {
      await logOut(session.token);
    } catch (error) {
      if (error instanceof LabError && error.code !== 'unauthorized') {
        this.#logIn.show(error.code);
      }
    }
  }

  /**
   * @param {string} [code]
   * @param {string} [name]
   */
  #end(code, name) {
    this.#wires?.stop();
    this.#wires = undefined;
    part('lab', HTMLElement).hidden = true;
    part('me', HTMLElement).replaceChildren();
    this.#logIn.show(code, name);
  }

  #current() {
    if (this.#wires === undefined) {
      throw new LabError('closed', refusalText('closed'));
    }
    return this.#wires;
  }
}
