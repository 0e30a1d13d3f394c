// @ts-check
import { callWithKey, openStream } from '../api.js';
import { readEvents } from '../event-stream.js';
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { transports } from '../transports/index.js';
import { refusalText, transportLabel } from '../words.js';

const PATH = '/api/comparison';
/** Lines that stay in view; older ones go. */
const MOST_LINES = 500;
/** Milliseconds until a stream that broke off is opened again. */
const RETRY = 2000;

/** The options with a value, as in `lab compare`, with their defaults. */
const values = /** @type {const} */ ({
  readers: '100',
  rate: '20',
  pairs: '50',
  'pair-rate': '1',
  size: '64',
  repeats: '4',
  duration: '3s',
  'warm-up': '1s',
  'poll-interval': '1s',
  'poll-wait': '25',
});

/** The workloads, the default first. */
const workloads = /** @type {const} */ (['fan-out', 'private', 'idle', 'burst', 'churn', 'mixed']);

/** The defaults with `quick`, where they differ. A single run, as in the terminal, says nothing about how much two differ. */
const quickValues = { repeats: '2' };

/** The switches, and their defaults on this page. */
const flags = { quick: true, full: false, 'fresh-connections': false, noise: false };

/**
 * @typedef {object} Status
 * @property {'none' | 'running' | 'cancelling' | 'cancelled' | 'ended'} state
 * @property {number} [exitCode]
 */

/** Starts a comparison with chosen options, shows its progress, and ends it. */
export class ComparisonPart {
  #state = h('p', { id: 'comparison-state', role: 'status' });
  #progress = h('progress', { id: 'comparison-progress', 'aria-label': t('results.progress'), max: 1, hidden: true });
  #lines = h('ol', { id: 'comparison-lines', class: 'screen', tabindex: 0, 'aria-label': t('results.lines'), hidden: true });
  #report = h('p', { id: 'comparison-report' });
  #form = h('form', { id: 'comparison-form', class: 'comparison-form', novalidate: true });
  #start = h('button', { type: 'submit', class: 'primary' }, t('results.start'));
  #cancel = button('', t('results.cancel'), () => void this.#end());
  /** Whether the lines of the running comparison are being read. */
  #listening = false;
  #onEnd;

  /**
   * @param {string[]} lanes the transports that are chosen at first
   * @param {() => void} onEnd there may be something new
   */
  constructor(lanes, onEnd) {
    this.#onEnd = onEnd;
    this.#cancel.id = 'comparison-cancel';
    this.#cancel.hidden = true;
    this.#form.append(
      h(
        'fieldset',
        {},
        h('legend', {}, t('results.transports')),
        ...transports.map(({ id }) =>
          h('label', { 'data-transport': id }, h('input', { type: 'checkbox', name: 'transports', value: id, checked: lanes.includes(id) }), ` ${transportLabel(id)}`),
        ),
      ),
      h(
        'fieldset',
        {},
        h('legend', {}, t('results.workloads')),
        ...workloads.map((id) =>
          h(
            'label',
            { title: t(`results.workload.${id}.about`) },
            h('input', { type: 'checkbox', name: 'workload', value: id, checked: id === workloads[0] }),
            ` ${t(`results.workload.${id}`)}`,
          ),
        ),
      ),
      h(
        'div',
        { class: 'options' },
        ...Object.keys(values).map((name) =>
          h(
            'label',
            {},
            t(/** @type {import('../i18n/index.js').Key} */ (`results.option.${name}`)),
            h('input', { name, autocomplete: 'off', spellcheck: 'false', size: 8 }),
          ),
        ),
      ),
      ...Object.entries(flags).map(([name, checked]) =>
        h(
          'label',
          {},
          h('input', { type: 'checkbox', name, checked }),
          ` ${t(/** @type {import('../i18n/index.js').Key} */ (`results.flag.${name}`))}`,
        ),
      ),
      h('p', { class: 'buttons' }, this.#start, this.#cancel),
    );
    this.#form.addEventListener('change', () => this.#showWhatCounts());
    this.#showWhatCounts();
    this.#form.addEventListener('submit', (submit) => {
      submit.preventDefault();
      void this.#begin();
    });
    this.element = h(
      'section',
      { class: 'comparison', 'aria-labelledby': 'comparison-title' },
      h('h2', { id: 'comparison-title' }, t('results.compare')),
      h('p', { class: 'hint' }, t('results.compareAbout')),
      this.#form,
      this.#state,
      this.#report,
      this.#progress,
      this.#lines,
    );
  }

  /** @param {Node} report leads to the report of the comparison that has just ended */
  showReport(report) {
    this.#report.replaceChildren(report);
  }

  /** Shows the current defaults, and disables the workloads if all are chosen. */
  #showWhatCounts() {
    const form = new FormData(this.#form);
    const quick = form.get('quick') !== null;
    this.#form.querySelectorAll('[name="workload"]').forEach((box) => {
      /** @type {HTMLInputElement} */ (box).disabled = form.get('full') !== null;
    });
    for (const [name, usual] of Object.entries({ ...values, ...(quick ? quickValues : {}) })) {
      this.#form.querySelector(`[name="${name}"]`)?.setAttribute('placeholder', usual);
    }
  }

  /** @param {Status} status of the current or last one */
  follow(status) {
    this.element.hidden = false;
    this.#show(status);
    if ((status.state === 'running' || status.state === 'cancelling') && !this.#listening) {
      void this.#listen();
    }
  }

  async #begin() {
    const form = new FormData(this.#form);
    /** @type {Record<string, string | boolean>} */
    const options = { transports: form.getAll('transports').join(',') };
    if (form.get('full') === null) {
      options.workload = form.getAll('workload').join(',');
    }
    for (const name of Object.keys(flags).filter((flag) => form.get(flag) !== null)) {
      options[name] = true;
    }
    for (const name of Object.keys(values)) {
      const value = String(form.get(name) ?? '').trim();
      if (value !== '') {
        options[name] = value;
      }
    }
    if (options.quick === true) {
      options.repeats ??= quickValues.repeats;
    }
    if (options.transports === '' || options.workload === '') {
      this.#state.textContent = t(options.transports === '' ? 'results.noTransport' : 'results.noWorkload');
      return;
    }
    this.#report.replaceChildren();
    await this.#try(async () => {
      const headers = { 'Content-Type': 'application/json' };
      this.#show(await callWithKey(PATH, { method: 'POST', headers, body: JSON.stringify(options) }));
      void this.#listen();
    });
  }

  async #end() {
    await this.#try(() => callWithKey(PATH, { method: 'DELETE' }));
  }

  /** @param {() => Promise<unknown>} action */
  async #try(action) {
    try {
      await action();
    } catch (error) {
      // The message of the lab is about an option; our text for such a code is about names.
      this.#state.textContent =
        error instanceof LabError
          ? error.code === 'unreachable' || error.code === 'key_needed'
            ? refusalText(error.code)
            : error.message
          : String(error);
    }
  }

  /** Reads the lines of the comparison until its end, and reconnects until then. */
  async #listen() {
    this.#listening = true;
    this.#lines.replaceChildren();
    this.#lines.hidden = false;
    let after = '';
    while (this.#listening) {
      try {
        await readEvents(await openStream(`${PATH}/lines`, after), ({ event, data, id }) => {
          after = id;
          if (event === 'end') {
            this.#listening = false;
            this.#show(JSON.parse(data));
            this.#onEnd();
          } else {
            this.#line(JSON.parse(data));
          }
        });
      } catch (error) {
        // The lab is away, and reading resumes later; or it was restarted and has no comparison.
        this.#listening &&= !(error instanceof LabError);
      }
      if (this.#listening) {
        await new Promise((resolve) => setTimeout(resolve, RETRY));
      }
    }
  }

  /** @param {string} text a line of output */
  #line(text) {
    this.#lines.append(h('li', {}, text));
    while (this.#lines.childElementCount > MOST_LINES) {
      this.#lines.firstElementChild?.remove();
    }
    this.#lines.scrollTop = this.#lines.scrollHeight;
    const run = /^(\d+)\/(\d+) /.exec(text);
    // While the first one runs nobody knows how far it is.
    if (run !== null && Number(run[1]) > 1) {
      this.#progress.max = Number(run[2]);
      this.#progress.value = Number(run[1]) - 1;
    }
  }

  /** @param {Status} status */
  #show({ state, exitCode = 0 }) {
    const running = state === 'running' || state === 'cancelling';
    this.#start.disabled = running;
    this.#cancel.hidden = !running;
    this.#cancel.disabled = state === 'cancelling';
    this.#progress.hidden = !running;
    if (!running) {
      this.#progress.removeAttribute('value');
    }
    const ended = Math.min(Math.max(exitCode, 0), 3);
    this.#state.textContent =
      state === 'none'
        ? ''
        : state === 'ended'
          ? t(/** @type {import('../i18n/index.js').Key} */ (`results.exit.${ended}`))
          : t(`results.state.${state}`);
  }
}
