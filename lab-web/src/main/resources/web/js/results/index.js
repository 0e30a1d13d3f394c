// @ts-check
import { call } from '../api.js';
import { n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { LabError } from '../transports/contract.js';
import { refusalText } from '../words.js';
import { ComparisonPart } from './comparison.js';

/**
 * @typedef {object} Result a folder of results
 * @property {string} name
 * @property {string} [report]
 * @property {string[]} files
 * @property {string[]} gatling reports of single runs
 * @property {boolean} [partial]
 * @property {string[]} [transports]
 * @property {{readers?: number, rate?: number, size?: number}} [workload]
 */

/**
 * What was measured, and comparisons that measure more.
 *
 * @param {HTMLElement} element
 */
export function mount(element) {
  const view = new ResultsView(element);
  void view.load();
  return { shown: () => void view.load() };
}

class ResultsView {
  #list = h('ul', { id: 'results-list', class: 'results-list' });
  #folder = h('p', { class: 'hint' });
  #notice = h('p', { id: 'results-notice', class: 'notice', role: 'alert' });
  #comparison = new ComparisonPart(() => void this.load());

  /** @param {HTMLElement} element */
  constructor(element) {
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

  async load() {
    try {
      const { folder, results, comparison } = await call('/api/results');
      this.#notice.textContent = '';
      this.#folder.textContent = t('results.folder', { folder });
      this.#list.replaceChildren(...results.map(row));
      if (results.length === 0) {
        this.#list.append(h('li', { class: 'hint' }, t('results.none')));
      }
      this.#comparison.follow(comparison);
    } catch (error) {
      const local = error instanceof LabError && (error.code === 'unauthorized' || error.code === 'forbidden_origin');
      this.#notice.textContent = local
        ? t('results.localOnly')
        : error instanceof LabError
          ? refusalText(error.code, error.message)
          : String(error);
      this.#comparison.element.hidden = local;
    }
  }
}

/** @param {Result} result */
function row({ name, report, files, gatling, partial = false, transports = [], workload = {} }) {
  const base = `/api/results/${encodeURIComponent(name)}/`;
  const title = h('h3', {}, report === undefined ? name : link(base + report, name));
  if (partial) {
    title.append(' ', h('span', { class: 'partial' }, t('results.partial')));
  }
  const item = h('li', {}, title);
  if (transports.length > 0) {
    const { readers, rate, size } = workload;
    const figures = [
      readers === undefined ? '' : t('results.readers', { count: n(readers) }),
      rate === undefined ? '' : t('results.rate', { count: n(rate) }),
      size === undefined ? '' : t('results.size', { count: n(size) }),
    ].filter((text) => text !== '');
    item.append(h('p', { class: 'hint' }, [transports.join(', '), ...figures].join(' · ')));
  }
  const others = files.filter((file) => file !== report).map((file) => link(base + file, file));
  const runs = gatling.map((path) => link(base + path, t('results.gatling', { run: path.replace('/gatling/index.html', '') })));
  item.append(h('p', { class: 'files' }, ...[...runs, ...others].flatMap((one) => [one, ' '])));
  return item;
}

/**
 * @param {string} href
 * @param {string} text
 */
function link(href, text) {
  return h('a', { href, target: '_blank', rel: 'noopener' }, text);
}
