// @ts-check
import { under } from '../address.js';
import { maybe, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { transports } from '../transports/index.js';
import { transportLabel } from '../words.js';
import { PeopleStage } from './people-stage.js';
import { RaceStage } from './race-stage.js';
import { SocketIoStage } from './socket-io-stage.js';
import { SocketStage } from './socket-stage.js';
import { lessons } from './syllabus.js';
import { TlsStage } from './tls-stage.js';

/**
 * What a step is done with. It has connections from `begin` to `rest`.
 *
 * @typedef {object} Stage
 * @property {HTMLElement} element
 * @property {(lesson: import('./syllabus.js').Lesson) => void} begin
 * @property {() => void} rest
 * @property {() => void} repaint the colours have changed
 */

/**
 * The lessons: short steps in order, each with real connections of its own.
 *
 * @param {HTMLElement} element
 * @param {import('../shell/views.js').LabPage} lab
 */
export function mount(element, lab) {
  const view = new LessonsView(element, lab);
  return { shown: () => view.show(true), hidden: () => view.show(false) };
}

class LessonsView {
  #lab;
  #makers;
  /** @type {Map<string, Stage>} */
  #stages = new Map();
  /** @type {Stage | undefined} */
  #stage;
  /** @type {HTMLButtonElement[]} */
  #steps = [];
  #heading = h('h2');
  #topics = h('ul', { class: 'topics', 'aria-label': t('lessons.topics') });
  #text = h('p', { class: 'lesson-text' });
  #task = h('p', { class: 'task' });
  #place = h('div');
  #links = h('p', { class: 'examples' });
  #back = button('', t('lessons.back'), () => this.#walk(-1));
  #next = button('primary', t('lessons.next'), () => this.#walk(1));
  #isShown = true;

  /**
   * @param {HTMLElement} element
   * @param {import('../shell/views.js').LabPage} lab
   */
  constructor(element, lab) {
    this.#lab = lab;
    /** @type {Record<import('./syllabus.js').Lesson['stage'], () => Stage>} */
    this.#makers = {
      race: () => new RaceStage(),
      socket: () => new SocketStage(),
      socketIo: () => new SocketIoStage(this.#lesson.transport ?? ''),
      tls: () => new TlsStage(),
      people: () => new PeopleStage(lab),
    };
    const list = h('ol');
    for (const { id } of lessons) {
      const step = button('step', titleOf(id), () => lab.settings.set('lesson', id));
      step.dataset.lesson = id;
      this.#steps.push(step);
      list.append(h('li', {}, step));
    }
    element.append(
      h('nav', { class: 'syllabus', 'aria-label': t('lessons.syllabus') }, list),
      h(
        'article',
        { class: 'lesson' },
        h('div', { class: 'lesson-head' }, this.#heading, h('div', { class: 'actions' }, this.#back, this.#next)),
        this.#topics,
        this.#text,
        this.#task,
        this.#place,
        this.#links,
      ),
    );
    lab.settings.onChange((name) => {
      if (name === 'lesson') {
        this.#begin();
      } else if (name === 'colours') {
        this.#stage?.repaint();
        this.#showLinks();
      }
    });
    document.addEventListener('visibilitychange', () => this.#restOrRun());
    this.#begin();
  }

  /** @param {boolean} isShown whether this view is the one that is seen */
  show(isShown) {
    this.#isShown = isShown;
    this.#restOrRun();
  }

  get #lesson() {
    return lessons.find(({ id }) => id === this.#lab.settings.text('lesson')) ?? lessons[0];
  }

  /** @param {number} by */
  #walk(by) {
    const next = lessons[lessons.indexOf(this.#lesson) + by];
    if (next !== undefined) {
      this.#lab.settings.set('lesson', next.id);
    }
  }

  #begin() {
    const lesson = this.#lesson;
    const { id } = lesson;
    const index = lessons.indexOf(lesson);
    this.#steps.forEach((step, at) => {
      step.ariaCurrent = at === index ? 'step' : 'false';
      if (at === index) {
        // Along its row on a phone; never the page.
        const row = step.closest('ol');
        row?.scrollTo({ left: step.offsetLeft - row.clientWidth / 3 });
      }
    });
    // One that is disabled would lose the focus.
    this.#back.ariaDisabled = String(index === 0);
    this.#next.ariaDisabled = String(index === lessons.length - 1);
    this.#heading.textContent = t('lessons.heading', { number: index + 1, count: lessons.length, title: titleOf(id) });
    this.#topics.replaceChildren(...lesson.topics.map((topic) => h('li', {}, maybe(`topic.${topic}`) ?? topic)));
    this.#text.textContent = maybe(`lesson.${id}.text`) ?? '';
    this.#task.textContent = maybe(`lesson.${id}.task`) ?? '';
    this.#showLinks();
    this.#stage?.rest();
    this.#stage = this.#stages.get(lesson.stage) ?? this.#makers[lesson.stage]();
    this.#stages.set(lesson.stage, this.#stage);
    this.#place.replaceChildren(this.#stage.element);
    this.#restOrRun();
  }

  /** While nobody looks a step has no session. */
  #restOrRun() {
    if (this.#isShown && !document.hidden) {
      this.#stage?.begin(this.#lesson);
    } else {
      this.#stage?.rest();
    }
  }

  /** To the smallest clients of its transports, and to the same race with all its settings. */
  #showLinks() {
    const { examples, race } = this.#lesson;
    const { settings } = this.#lab;
    const codes = examples.map((id) => {
      const file = transports.find((transport) => transport.id === id)?.example ?? `${id}.html`;
      return h(
        'a',
        { href: under(`/examples/${file}`).href, target: '_blank', rel: 'noreferrer', 'data-transport': id },
        t('lessons.code', { transport: transportLabel(id) }),
      );
    });
    const kept = /** @type {const} */ (['lang', 'colours']).filter((name) => new URLSearchParams(settings.search()).has(name));
    const search = [race, ...kept.map((name) => `${name}=${settings.text(name)}`)].join('&');
    this.#links.replaceChildren(
      ...codes.flatMap((link) => [link, ' ']),
      ...(race === undefined ? [] : [h('a', { href: `?${search}`, class: 'to-race' }, t('lessons.toRace'))]),
    );
  }
}

/** @param {string} id of a lesson */
function titleOf(id) {
  return maybe(`lesson.${id}.title`) ?? id;
}
