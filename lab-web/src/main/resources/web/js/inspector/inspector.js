// @ts-check
import { maybe, n, t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { duration } from '../race/track.js';
import { clockText, transportLabel } from '../words.js';
import { curlOf } from './curl.js';
import { dump, ROW, SHORT_ROW } from './dump.js';
import { acceptOf, explain, requestOf } from './explain.js';
import { linkFields } from './fields.js';
import { pcapngOf } from './pcapng.js';

/** Units in the list; older ones are reached by stopping and looking. */
const MOST_ROWS = 60;
/** Milliseconds between two redraws of the list while bytes pass. */
const REDRAW_EVERY = 500;
/** Milliseconds that the browser may take to save a file. */
const SAVED_WITHIN = 60_000;
/** Pixels from which on a row of the dump has room for sixteen bytes. */
const ROOM_FOR_ROW = 660;

/**
 * The inspector: the bytes of one transport at the lab's socket, unit by unit.
 */
export class Inspector {
  element = h('div', { class: 'inspector' });
  #tap = () => /** @type {import('./tap.js').Tap | undefined} */ (undefined);
  #chooser = h('div', { class: 'choose-wire', role: 'group', 'aria-label': t('bytes.wire') });
  #about = h('p', { class: 'hint' });
  #list = h('ol', { class: 'units', 'aria-label': t('bytes.units') });
  #detail = h('div', { class: 'unit' });
  #totals = h('p', { class: 'sum' });
  #wire = '';
  #cursor = '';
  /** @type {import('./tap.js').Unit | undefined} */
  #shown;
  #timer = 0;
  /** @type {WeakMap<import('./tap.js').Unit, HTMLElement>} */
  #items = new WeakMap();
  /** @type {WeakMap<Element, import('./tap.js').Unit>} */
  #unitOf = new WeakMap();
  #readings;
  #hint;

  /**
   * @param {() => import('./tap.js').Tap | undefined} tap
   * @param {(wire: string) => import('../api.js').Meters | undefined} readings the latest meters
   * @param {import('../i18n/index.js').Key} [hint] where the bytes are from
   */
  constructor(tap, readings, hint = 'bytes.about') {
    this.#hint = hint;
    this.#tap = tap;
    this.#readings = readings;
    this.element.append(
      h('div', { class: 'inspector-head' }, this.#chooser, this.#totals),
      this.#about,
      h('div', { class: 'inspector-body' }, h('div', {}, listHead(), this.#list), this.#detail),
    );
  }

  /**
   * Offers transports, and shows the one that was shown, else the first.
   *
   * @param {string[]} wires transports' ids, at least one
   */
  offer(wires) {
    this.#chooser.replaceChildren(
      ...wires.map((id) => {
        const choice = h('button', { type: 'button', 'data-transport': id }, transportLabel(id));
        choice.addEventListener('click', () => this.look(id));
        return choice;
      }),
    );
    this.look(wires.includes(this.#wire) ? this.#wire : wires[0]);
  }

  /**
   * Shows a transport, or the unit with which a message arrived on it.
   *
   * @param {string} wire
   * @param {string} [cursor] the message's
   */
  look(wire, cursor = '') {
    this.#wire = wire;
    this.#cursor = cursor;
    this.#shown = undefined;
    for (const choice of this.#chooser.children) {
      choice.ariaPressed = String(choice instanceof HTMLElement && choice.dataset.transport === wire);
    }
    this.#detail.replaceChildren();
    this.redraw();
  }

  /** There are more bytes. */
  changed() {
    if (this.#timer === 0) {
      this.#timer = window.setTimeout(() => {
        this.#timer = 0;
        if (this.element.clientWidth > 0) {
          this.redraw();
        }
      }, REDRAW_EVERY);
    }
  }

  redraw() {
    const tap = this.#tap();
    const units = tap?.units(this.#wire) ?? [];
    if (this.#cursor !== '' && this.#shown === undefined) {
      const found = units.find((unit) => unit.direction === 'out' && explain(unit).text.includes(`"type":"message","cursor":"${this.#cursor}"`));
      if (found !== undefined) {
        this.#show(found);
      }
    }
    const missing = this.#cursor !== '' && this.#shown === undefined;
    this.#about.textContent = t(tap === undefined ? 'bytes.noTap' : missing ? 'bytes.notSeen' : this.#hint);
    this.#drawList(units);
    this.#drawTotals(tap);
  }

  /** @param {import('./tap.js').Unit[]} units */
  #drawList(units) {
    const rows = units.slice(-MOST_ROWS);
    // The first units, the upgrade or log-in, stay visible beside the latest; so does the one that has the focus.
    const older = [...units.slice(0, 3), ...this.#focused].filter((unit) => !rows.includes(unit));
    const shown = [...new Set([...older, ...rows])];
    // Rows keep their place, or a click would hit another one.
    const items = shown.map((unit, index) => this.#item(unit, shown[index - 1]));
    const kept = new Set(items);
    [...this.#list.children].forEach((item) => kept.has(/** @type {HTMLElement} */ (item)) || item.remove());
    items.forEach((item, index) => {
      if (this.#list.children[index] !== item) {
        this.#list.insertBefore(item, this.#list.children[index] ?? null);
      }
    });
    if (this.#shown === undefined && rows.length > 0 && this.#cursor === '') {
      this.#show(shown[0]);
    }
  }

  /** The unit whose row has the focus, if one has it: new rows do not take it away. */
  get #focused() {
    const item = document.activeElement?.closest('li');
    const unit = item && this.#list.contains(item) ? this.#unitOf.get(item) : undefined;
    return unit?.transport === this.#wire ? [unit] : [];
  }

  /**
   * @param {import('./tap.js').Unit} unit
   * @param {import('./tap.js').Unit | undefined} before
   */
  #item(unit, before) {
    let item = this.#items.get(unit);
    if (item === undefined) {
      const what = explain(unit).summary;
      const length = n(unit.length);
      const row = h(
        'button',
        { type: 'button', class: 'unit-row', 'data-direction': unit.direction },
        h('span', { class: 'arrow', 'aria-hidden': 'true' }, unit.direction === 'in' ? '↑' : '↓'),
        h('span', { class: 'unseen' }, t(unit.direction === 'in' ? 'bytes.rowIn' : 'bytes.rowOut')),
        h('time', { class: 'time' }, clockText(unit.at)),
        h('span', { class: 'delta' }, before === undefined ? '' : `+${duration(Math.max(0, unit.at - before.at))}`),
        h('span', { class: 'what' }, what),
        h('span', { class: 'size' }, length),
      );
      row.addEventListener('click', () => {
        this.#cursor = '';
        this.#show(unit);
        this.redraw();
      });
      item = h('li', {}, row);
      this.#items.set(unit, item);
      this.#unitOf.set(item, unit);
    }
    /** @type {HTMLElement} */ (item.firstElementChild).ariaPressed = String(unit === this.#shown);
    return item;
  }

  /** @param {import('./tap.js').Tap | undefined} tap */
  #drawTotals(tap) {
    const carried = tap?.totals(this.#wire);
    const meters = this.#readings(this.#wire);
    if (carried === undefined || meters === undefined) {
      this.#totals.textContent = '';
      return;
    }
    // A pending request has been counted, but is shown with its answer.
    const counted = { in: meters.bytesIn - (meters.ledger?.in.pending ?? 0), out: meters.bytesOut - (meters.ledger?.out.pending ?? 0) };
    const agree = counted.in === carried.in && counted.out === carried.out;
    this.#totals.dataset.in = String(carried.in);
    this.#totals.dataset.out = String(carried.out);
    this.#totals.textContent =
      t('bytes.totals', { up: n(carried.in), down: n(carried.out) }) +
      (agree ? t('bytes.agree') : t('bytes.meter', { up: n(counted.in), down: n(counted.out) }));
  }

  /** @param {import('./tap.js').Unit} unit */
  #show(unit) {
    this.#shown = unit;
    const { summary, text, facts, isFrames } = explain(unit);
    const legend = h('ul', { class: 'legend' });
    const sums = new Map();
    unit.spans.forEach(([name, bytes]) => sums.set(name, (sums.get(name) ?? 0) + bytes));
    for (const [name, bytes] of sums) {
      legend.append(h('li', { 'data-class': name }, `${maybe(`class.${name}`) ?? name} ${n(bytes)}`));
    }
    const rows = facts.map(({ name, value, about, from, to }) =>
      h(
        'tr',
        { tabindex: 0, 'data-from': from, 'data-to': to },
        h('th', { scope: 'row' }, name),
        h('td', { class: 'value' }, value),
        h('td', {}, about),
      ),
    );
    const length = this.#detail.clientWidth < ROOM_FOR_ROW ? SHORT_ROW : ROW;
    const bytes = h(
      'div',
      { class: length === ROW ? 'dump' : 'dump short', tabindex: 0, role: 'group', 'aria-label': t('bytes.dump') },
      ...dump(unit.bytes, unit.spans, length, facts),
    );
    const table = h('table', { class: 'facts' }, h('tbody', {}, ...rows));
    linkFields(bytes, table);
    this.#detail.replaceChildren(
      h('h3', {}, `${unit.direction === 'in' ? '↑' : '↓'} ${summary}`),
      h(
        'p',
        { class: 'hint' },
        t(unit.direction === 'in' ? 'bytes.unitIn' : 'bytes.unitOut', {
          length: n(unit.length),
          connection: unit.connection,
          up: n(unit.totalIn),
          down: n(unit.totalOut),
        }),
      ),
      this.#tools(unit),
      legend,
      h('div', { class: 'unit-parts' }, bytes, table),
      ...(unit.bytes.length < unit.length ? [h('p', { class: 'hint' }, t('bytes.cut', { shown: n(unit.bytes.length) }))] : []),
      ...(isFrames ? [h('pre', { class: 'carried', dir: 'auto' }, text)] : []),
    );
    void this.#proveAccept(unit, text);
  }

  /**
   * What one can take along: a request for a terminal, the connection for Wireshark.
   *
   * @param {import('./tap.js').Unit} unit
   */
  #tools(unit) {
    const said = h('span', { class: 'hint', role: 'status' });
    const tools = h('p', { class: 'unit-tools' });
    const request = requestOf(unit);
    const token = this.#tap()?.token;
    if (request !== undefined && token !== undefined) {
      const copy = async () => {
        const text = curlOf(request, token, location.protocol);
        try {
          await navigator.clipboard.writeText(text);
          said.textContent = t('bytes.copied');
        } catch {
          // Pages over plain HTTP from another machine have no clipboard.
          said.replaceChildren(h('code', {}, text));
        }
      };
      tools.append(button('curl', t('bytes.copyCurl'), () => void copy()));
    }
    tools.append(
      button('pcapng', t('bytes.savePcapng', { connection: unit.connection }), () => this.#save(unit)),
      said,
    );
    return tools;
  }

  /** @param {import('./tap.js').Unit} unit of the connection */
  #save({ transport, connection }) {
    const units = this.#tap()?.units(transport).filter((unit) => unit.connection === connection) ?? [];
    const href = URL.createObjectURL(new Blob([pcapngOf(units)], { type: 'application/x-pcapng' }));
    h('a', { href, download: `wirelab-${transport}-${connection}.pcapng` }).click();
    setTimeout(() => URL.revokeObjectURL(href), SAVED_WITHIN);
  }

  /**
   * Beside an answer to an upgrade: that its `Accept` is the digest of the request's `Key`.
   *
   * @param {import('./tap.js').Unit} unit
   * @param {string} text
   */
  async #proveAccept(unit, text) {
    const accept = /^Sec-WebSocket-Accept: *(\S+)/im.exec(text)?.[1];
    const request = this.#tap()?.units(unit.transport).find((one) => one.connection === unit.connection && one.direction === 'in');
    const key = request && /^Sec-WebSocket-Key: *(\S+)/im.exec(explain(request).text)?.[1];
    if (accept === undefined || !key) {
      return;
    }
    const computed = await acceptOf(key);
    if (computed !== undefined && this.#shown === unit) {
      const proof = h('p', { class: 'proof' }, t(computed === accept ? 'bytes.proof' : 'bytes.noProof', { key, accept: computed }));
      proof.dataset.holds = String(computed === accept);
      this.#detail.append(proof);
    }
  }
}

/** What the columns of the list are. */
function listHead() {
  return h(
    'div',
    { class: 'units-head', 'aria-hidden': 'true' },
    ...['time', 'delta', 'what', 'size'].map((name) =>
      h('span', { class: name }, t(/** @type {import('../i18n/index.js').Key} */ (`bytes.column.${name}`))),
    ),
  );
}
