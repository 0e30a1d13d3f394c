// @ts-check
import { under } from '../address.js';
import { callWithKey } from '../api.js';
import { maybe, n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { shownLanes } from '../race/shown-lanes.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { ComparisonPart } from './comparison.js';

/**
 * @typedef {object} Result a folder of results
 * @property {string} name
 * @property {string} link the address of its files: contains a ticket, since a followed link sends no header
 * @property {string} [report]
 * @property {string[]} files
 * @property {string[]} gatling reports of single runs
 * @property {boolean} [partial]
 * @property {Row[]} [rows]
 *
 * @typedef {object} Row one transport under one workload
 * @property {string} [id] as the following, not in results of earlier versions (schema 1)
 * @property {string} transport
 * @property {string} [twinOf] the row that it repeats, to see what is noise
 * @property {{workload: string, readers?: number, pairs?: number, rate?: number, textBytes?: number}} [workload]
 */

/**
 * The results, and comparisons that make more of them.
 *
 * @param {HTMLElement} element
 * @param {import('../shell/views.js').LabPage} lab
 */
export function mount(element, lab) {
  const view = new ResultsView(element, shownLanes(lab.settings));
  void view.load();
  return { shown: () => void view.load() };
}

class ResultsView {
  #list = h('ul', { id: 'results-list', class: 'results-list' });
  #folder = h('p', { class: 'hint' });
  #notice = h('p', { id: 'results-notice', class: 'notice', role: 'alert' });
  #comparison;
  /** The results of the previous list. @type {Set<string>} */
  #known = new Set();

  /**
   * @param {HTMLElement} element
   * @param {string[]} lanes the transports of the race
   */
  constructor(element, lanes) {
    this.#comparison = new ComparisonPart(lanes, () => void this.load(true));
    element.append(
      h(
        'div',
        { class: 'results-room' },
        this.#notice,
        this.#comparison.element,
        h(
          'section',
          { 'aria-labelledby': 'results-title' },
          h(
            'div',
            { class: 'results-head' },
            h('h2', { id: 'results-title' }, t('results.title')),
            button('small', t('results.refresh'), () => void this.load()),
          ),
          this.#folder,
          this.#list,
        ),
      ),
    );
  }

  /** @param {boolean} [hasEnded] a comparison has ended, so a new result is its */
  async load(hasEnded = false) {
    try {
      const { folder, results, comparison } = await callWithKey('/api/results');
      this.#notice.textContent = '';
      this.#folder.textContent = t('results.folder', { folder });
      this.#list.replaceChildren(...results.map(item));
      const [newest] = /** @type {Result[]} */ (results);
      if (hasEnded && newest?.report !== undefined && !this.#known.has(newest.name)) {
        this.#comparison.showReport(link(newest.link + newest.report, t('results.openReport')));
      }
      this.#known = new Set(/** @type {Result[]} */ (results).map(({ name }) => name));
      if (results.length === 0) {
        this.#list.append(h('li', { class: 'hint' }, t('results.none')));
      }
      this.#comparison.follow(comparison);
    } catch (error) {
      this.#notice.textContent = error instanceof LabError ? refusalText(error.code, error.message) : String(error);
      this.#comparison.element.hidden = error instanceof LabError && error.code === 'key_needed';
    }
  }
}

/** @param {Result} result */
function item({ name, link: base, report, files, gatling, partial = false, rows = [] }) {
  const title = h('h3', {}, report === undefined ? name : link(base + report, name));
  if (partial) {
    title.append(' ', h('span', { class: 'partial' }, t('results.partial')));
  }
  const created = h('li', {}, title, ...asked(rows).map((text) => h('p', { class: 'hint' }, text)));
  const others = files.filter((file) => file !== report).map((file) => link(base + file, file));
  const runs = gatling.map((path) => link(base + path, t('results.gatling', { run: path.replace('/gatling/index.html', '') })));
  created.append(
    h('p', { class: 'files' }, ...others.flatMap((one) => [one, ' '])),
    ...(runs.length === 0
      ? []
      : [h('details', { class: 'files' }, h('summary', {}, t('results.runs', { count: n(runs.length) })), ...runs.flatMap((one) => [one, ' ']))]),
  );
  return created;
}

/**
 * The workloads with their transports.
 *
 * @param {Row[]} rows
 */
function asked(rows) {
  /** @type {Map<string, {workload: Row['workload'], ids: string[]}>} */
  const groups = new Map();
  for (const { transport, id = transport, twinOf, workload } of rows) {
    const key = JSON.stringify(workload);
    const group = groups.get(key) ?? { workload, ids: [] };
    groups.set(key, group);
    if (twinOf === undefined) {
      group.ids.push(id);
    }
  }
  return [...groups.values()].map(({ workload: { workload: id = '', readers, pairs, rate, textBytes } = {}, ids }) =>
    [
      maybe(`results.workload.${id}`) ?? id,
      ids.join(', '),
      readers === undefined ? '' : t('results.readers', { count: n(readers) }),
      pairs === undefined ? '' : t('results.pairs', { count: n(pairs) }),
      rate === undefined ? '' : t('results.rate', { count: n(rate) }),
      textBytes === undefined ? '' : t('results.size', { count: n(textBytes) }),
    ]
      .filter((text) => text !== '')
      .join(' · '),
  );
}

/**
 * @param {string} href
 * @param {string} text
 */
function link(href, text) {
  return h('a', { href: under(href).href, target: '_blank', rel: 'noopener' }, text);
}
