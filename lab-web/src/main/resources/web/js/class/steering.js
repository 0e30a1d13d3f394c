// @ts-check
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { refusalText, transportLabel } from '../words.js';
import { cutClass, moveClass, publishRound } from './wall-api.js';

/** Messages of a burst. */
const BURST = 10;
/** Milliseconds between two messages while it runs. */
const EVERY = 3000;
/** The choice that moves nobody to one transport, but all to several. */
const EVENLY = '';

/** What the teacher does. */
export class Steering {
  #text = h('input', { id: 'class-text', maxlength: 200, 'aria-label': t('classroom.wall.text'), placeholder: t('classroom.wall.text') });
  #run = button('', t('classroom.wall.run'), () => this.#toggle());
  #to = h('select', { id: 'class-to', 'aria-label': t('classroom.wall.to') });
  #status = h('p', { class: 'notice', role: 'status' });
  #timer = 0;
  element = h(
    'div',
    { class: 'steering' },
    this.#text,
    button('primary', t('classroom.wall.send'), () => this.#do(() => publishRound(this.#text.value, 1))),
    button('', t('classroom.wall.burst', { count: BURST }), () => this.#do(() => publishRound(this.#text.value, BURST))),
    this.#run,
    h('span', { class: 'move' }, this.#to, button('', t('classroom.wall.move'), () => this.#do(() => moveClass(this.#to.value || undefined)))),
    button('danger', t('classroom.wall.cut'), () => this.#do(() => cutClass(this.#text.value))),
    this.#status,
  );

  constructor() {
    this.#run.id = 'class-run';
  }

  /** @param {string[]} transports */
  offer(transports) {
    if (this.#to.options.length !== transports.length + 1) {
      this.#to.replaceChildren(
        new Option(t('classroom.wall.evenly'), EVENLY),
        ...transports.map((id) => new Option(transportLabel(id), id)),
      );
    }
  }

  /** Sends no more by itself. */
  pause() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#run.textContent = t('classroom.wall.run');
    this.#run.ariaPressed = 'false';
  }

  #toggle() {
    if (this.#timer !== 0) {
      this.pause();
      return;
    }
    const send = () => this.#do(() => publishRound(this.#text.value, 1));
    this.#timer = window.setInterval(send, EVERY);
    this.#run.textContent = t('classroom.wall.pause');
    this.#run.ariaPressed = 'true';
    send();
  }

  /** @param {() => Promise<unknown>} action */
  #do(action) {
    this.#status.textContent = '';
    action().catch((error) => {
      this.pause();
      this.#status.textContent = refusalText(error.code ?? 'error', error.message);
    });
  }
}
