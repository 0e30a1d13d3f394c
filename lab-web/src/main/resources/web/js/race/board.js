// @ts-check
import { t } from '../i18n/index.js';
import { h, named } from '../parts.js';
import { transportLabel } from '../words.js';
import { comparesClocks, firstOf } from './heats.js';
import { setText } from './lane-view.js';
import { isPageLate } from './page-lag.js';
import { beyond, duration } from './track.js';

/** Messages that it shows. */
const ROWS = 8;

/**
 * The latest messages and their latency on each transport. The fastest of those that are timed in this page is marked. Rows
 * are made once and filled anew, so that a hundred messages a second cost no more than one.
 */
export class Board {
  #runner;
  #onChoose;
  /** @type {import('./lane.js').Lane[]} */
  #wires = [];
  /** @type {number[]} */
  #ranked = [];
  /** @type {{row: HTMLElement, from: HTMLElement, text: HTMLElement, cells: HTMLElement[]}[]} */
  #rows = [];
  /** @type {(import('./heats.js').Heat | undefined)[]} */
  #shown = new Array(ROWS);
  #headings = h('tr');
  #body = h('tbody');
  #empty = h('tfoot');

  /**
   * @param {import('./runner.js').Runner} runner
   * @param {(wire: import('./lane.js').Lane, heat: import('./heats.js').Heat | undefined) => void} onChoose
   */
  constructor(runner, onChoose) {
    this.#runner = runner;
    this.#onChoose = onChoose;
    this.element = h(
      'table',
      { class: 'board' },
      h('caption', { class: 'unseen' }, t('board.caption')),
      h('thead', {}, this.#headings),
      this.#body,
      this.#empty,
    );
    this.showLanes();
  }

  /** Shows a column for each of the runner's lanes. */
  showLanes() {
    const wires = this.#runner.lanes;
    this.#wires = wires;
    this.#ranked = wires.filter(({ labTimed }) => !labTimed).map(({ index }) => index);
    this.#rows = Array.from({ length: ROWS }, (_, index) => this.#row(index));
    this.#headings.replaceChildren(
      h('th', { scope: 'col' }, t('board.from')),
      h('th', { scope: 'col', class: 'said' }, t('board.message')),
      ...wires.map(({ id, labTimed }) =>
        h('th', { scope: 'col', 'data-transport': id }, transportLabel(id), labTimed ? h('small', {}, t('board.labTimed')) : ''),
      ),
    );
    this.#empty.replaceChildren(h('tr', {}, h('td', { class: 'none hint', colspan: 2 + wires.length }, t('board.none'))));
    this.#body.replaceChildren(...this.#rows.map(({ row }) => row));
  }

  /** @param {number} index */
  #row(index) {
    const from = named();
    const text = h('bdi', { class: 'text', dir: 'auto' });
    const cells = this.#wires.map((wire) => {
      const button = h('button', { type: 'button', class: 'took', 'data-transport': wire.id });
      button.addEventListener('click', () => this.#onChoose(wire, this.#shown[index]));
      return button;
    });
    const row = h(
      'tr',
      { hidden: true },
      h('td', {}, from),
      h('td', { class: 'said' }, text),
      ...cells.map((cell) => h('td', {}, cell)),
    );
    return { row, from, text, cells };
  }

  /**
   * @param {Iterable<import('./heats.js').Heat>} newestFirst
   * @param {number} now the moment that the lanes show
   */
  update(newestFirst, now) {
    let count = 0;
    for (const heat of newestFirst) {
      if (count === ROWS) {
        break;
      }
      if (heat.due <= now) {
        this.#fill(count++, heat, now);
      }
    }
    this.#empty.hidden = count > 0;
    for (; count < ROWS; count++) {
      this.#rows[count].row.hidden = true;
    }
  }

  /**
   * @param {number} index
   * @param {import('./heats.js').Heat} heat
   * @param {number} now
   */
  #fill(index, heat, now) {
    this.#shown[index] = heat;
    const { row, from, text, cells } = this.#rows[index];
    row.hidden = false;
    row.dataset.cursor = heat.cursor ?? '';
    row.dataset.dueFrom = heat.dueFrom;
    setText(from, heat.from);
    setText(text, heat.text);
    const { offset } = this.#runner;
    const first = firstOf(heat, this.#ranked, now);
    cells.forEach((cell, column) => {
      const { index: wire, labTimed } = this.#wires[column];
      const at = heat.arrivals[wire];
      const arrived = at <= now;
      const took = at - heat.due;
      const error = comparesClocks(heat, labTimed) ? offset.error : 0;
      const roughly = heat.dueFrom === 'page' ? '' : '\u2248';
      setText(cell, arrived ? `${roughly}${beyond(took, error)}` : heat.failed === undefined ? '…' : '×');
      const own = heat.own[wire];
      cell.classList.toggle('first', wire === first);
      const isLate = arrived && isPageLate(own, took);
      cell.classList.toggle('late', isLate);
      cell.dataset.milliseconds = arrived ? String(Math.max(took, error)) : '';
      cell.title = isLate
        ? t('race.pageLate', { late: duration(own) })
        : t(heat.failed === undefined ? `board.due.${heat.dueFrom}` : 'board.failed', { code: heat.failed ?? '' });
    });
  }
}
