// @ts-check
import { under } from '../address.js';
import { n, t } from '../i18n/index.js';
import { h } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { invitationOf } from './invitation.js';
import { Roster } from './roster.js';
import { Steering } from './steering.js';
import { classState, invitation } from './wall-api.js';
import { axis, WallLane } from './wall-lane.js';

/** Milliseconds between two looks at the class. */
const EVERY = 500;
/** Lanes that are shown although no phone has their transport: the first of those that phones can use. */
const FIRST = 4;

/**
 * The wall of a class: how pupils join, a lane per transport with a dot for each phone, and what the teacher does.
 *
 * @param {HTMLElement} element
 */
export function mount(element) {
  document.head.append(h('link', { rel: 'stylesheet', href: under('/css/class.css').href }));
  const wall = new Wall(element);
  return { shown: () => wall.show(true), hidden: () => wall.show(false) };
}

class Wall {
  #invitation = h('div', { class: 'invite' });
  #count = h('p', { class: 'here', role: 'status' });
  #round = h('p', { class: 'round', role: 'status' });
  #trouble = h('p', { class: 'notice', role: 'status' });
  #lanes = h('div', { class: 'class-lanes' });
  #roster = new Roster();
  #steering = new Steering();
  /** @type {Map<string, WallLane>} */
  #byTransport = new Map();
  #isShown = true;
  #isInvited = false;
  #timer = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    element.append(
      h('aside', { class: 'class-side' }, h('h2', { class: 'unseen' }, t('classroom.join.title')), this.#invitation, this.#count, this.#roster.element),
      h('div', { class: 'class-main' }, h('h2', { class: 'unseen' }, t('view.class')), this.#steering.element, this.#trouble, this.#round, this.#lanes, axis()),
    );
    void this.#look();
  }

  /** @param {boolean} isShown whether this view is the one that is seen */
  show(isShown) {
    this.#isShown = isShown;
    if (isShown) {
      clearTimeout(this.#timer);
      void this.#look();
    } else {
      this.#steering.pause();
    }
  }

  async #look() {
    try {
      if (!this.#isInvited) {
        this.#invitation.replaceChildren(invitationOf(await invitation()));
        this.#isInvited = true;
      }
      this.#update(await classState());
      this.#trouble.textContent = '';
    } catch (error) {
      const { code, message } = error instanceof LabError ? error : new LabError('unreachable');
      this.#trouble.textContent = code === 'not_found' ? t('classroom.wall.none') : refusalText(code, message);
      if (code === 'not_found' || code === 'key_needed') {
        return;
      }
    }
    if (this.#isShown) {
      this.#timer = window.setTimeout(() => void this.#look(), EVERY);
    }
  }

  /** @param {import('./wall-api.js').ClassState} state */
  #update(state) {
    const { pupils, places, transports, round } = state;
    this.#count.textContent = t('classroom.wall.here', { count: n(pupils.length), places: n(places) });
    this.#count.dataset.count = String(pupils.length);
    const reported = pupils.filter(({ delays }) => delays.length > 0).length;
    this.#round.textContent =
      round.number === 0
        ? t('classroom.wall.begin')
        : t(titleOf(round), {
            number: n(round.number),
            messages: n(round.messages),
            reported: n(reported),
            count: n(pupils.length),
          });
    this.#round.dataset.round = String(round.number);
    this.#round.dataset.reported = String(reported);
    this.#steering.offer(transports);
    const shown = transports.filter((id, index) => index < FIRST || pupils.some(({ transport }) => transport === id));
    const lanes = shown.map((id) => {
      const lane = this.#byTransport.get(id) ?? new WallLane(id);
      this.#byTransport.set(id, lane);
      return lane;
    });
    if (lanes.length !== this.#lanes.childElementCount || lanes.some(({ element }, index) => this.#lanes.children[index] !== element)) {
      this.#lanes.replaceChildren(...lanes.map(({ element }) => element));
    }
    lanes.forEach((lane) =>
      lane.update(
        pupils.filter(({ transport }) => transport === lane.id),
        state,
      ),
    );
    this.#roster.update(pupils);
  }
}

/**
 * @param {import('./wall-api.js').ClassState['round']} round
 * @returns {import('../i18n/index.js').Key}
 */
function titleOf({ kind, messages }) {
  if (kind === 'cut') {
    return 'classroom.wall.cutRound';
  }
  return messages === 1 ? 'classroom.wall.single' : 'classroom.wall.round';
}
