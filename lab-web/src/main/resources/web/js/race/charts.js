// @ts-check
import { language, maybe, n, t } from '../i18n/index.js';
import { h } from '../parts.js';
import { laneColour } from '../shell/lane-colours.js';
import { transportLabel } from '../words.js';
import { LOOK_BACK } from './chart-data.js';
import { CLASSES } from './classes.js';
import { resolveColours } from './colours.js';
import { duration } from './track.js';

/** @import uPlot from '../../vendor/uplot/uPlot.esm.js' */

const HEIGHT = 150;
/** Milliseconds of the distribution's axis: 40 steps a decade from 0.1 ms to 100 s. */
const LATENCIES = Array.from({ length: 241 }, (_, step) => 0.1 * 10 ** (step / 40));
/** Line patterns by transport, so that colour is not the only difference. */
const DASHES = [[], [8, 3], [3, 3], [10, 3, 2, 3]];

/**
 * @typedef {object} Chart
 * @property {uPlot} plot
 * @property {() => uPlot.AlignedData} data
 * @property {boolean} isOverTime
 */

/** Four charts on one axis of time with one cursor, and the distribution of latencies. Drawn once a second while seen. */
export class Charts {
  element = h('div');
  #place = h('div', { class: 'chart-grid' });
  #data;
  #runner;
  /** @type {Chart[]} */
  #charts = [];
  /** The chart library, once charts have been seen. @type {typeof uPlot | undefined} */
  #library;
  #isLoading = false;
  #classesOf = h('select', { name: 'classes' });
  #settings;

  /**
   * @param {import('./chart-data.js').ChartData} data
   * @param {import('./runner.js').Runner} runner
   * @param {import('../shell/settings.js').Settings} settings
   */
  constructor(data, runner, settings) {
    this.#data = data;
    this.#settings = settings;
    this.#runner = runner;
    this.#offerLanes();
    this.#classesOf.addEventListener('change', () => settings.set('classes', this.#classesOf.value));
    settings.onChange((name) => name === 'classes' && this.redraw());
    this.element.append(
      h('p', { class: 'chart-tools hint' }, h('label', {}, `${t('chart.classesOf')} `, this.#classesOf), ` ${t('chart.about')}`),
      this.#place,
    );
    new ResizeObserver(() => this.#fit()).observe(this.#place);
    runner.onReading(() => this.#update());
  }

  get #wires() {
    return this.#runner.lanes.map(({ id }) => id);
  }

  #offerLanes() {
    this.#classesOf.replaceChildren(
      new Option(t('chart.allWires'), ''),
      ...this.#wires.map((id) => new Option(t('chart.byClass', { transport: transportLabel(id) }), id)),
    );
  }

  /** Shows the runner's lanes, and nothing of those that it had before. */
  showLanes() {
    this.#data.clear();
    this.#offerLanes();
    this.redraw();
  }

  get #isSeen() {
    return this.#place.clientWidth > 0;
  }

  /** New charts, since colours or what they show have changed. */
  redraw() {
    this.#charts.forEach(({ plot }) => plot.destroy());
    this.#charts = [];
    this.#place.replaceChildren();
    const classesOf = this.#settings.text('classes');
    this.#classesOf.value = this.#wires.includes(classesOf) ? classesOf : '';
    this.#update();
  }

  #update() {
    if (!this.#isSeen) {
      return;
    }
    if (this.#library === undefined) {
      void this.#load();
      return;
    }
    if (this.#charts.length === 0) {
      this.#charts = this.#make(this.#library);
    }
    this.#charts.forEach(({ plot, data, isOverTime }) => {
      plot.setData(data());
      const last = plot.data[0].length - 1;
      if (isOverTime && last >= 0 && (plot.cursor.left ?? -1) < 0) {
        // Without a pointer the legend shows the latest values; the chart itself sets it again a microtask later.
        queueMicrotask(() => plot.setLegend({ idx: last }));
      }
    });
  }

  /** A third of the page's scripts, which most visitors never need. */
  async #load() {
    if (!this.#isLoading) {
      this.#isLoading = true;
      try {
        this.#library = (await import('../../vendor/uplot/uPlot.esm.js')).default;
        this.#update();
      } finally {
        this.#isLoading = false;
      }
    }
  }

  #fit() {
    if (this.#isSeen) {
      this.#update();
      this.#charts.forEach(({ plot }) => plot.setSize({ width: this.#width, height: HEIGHT }));
    }
  }

  get #width() {
    return Math.max(240, Math.floor(this.#place.clientWidth / (this.#place.clientWidth > 700 ? 2 : 1)) - 12);
  }

  /** @param {typeof uPlot} library */
  #make(library) {
    const wires = this.#wires.map((id, index) => ({ label: transportLabel(id), colour: laneColour(id), dash: DASHES[index % DASHES.length] }));
    const over = this.#wires.indexOf(this.#settings.text('classes'));
    const classes = CLASSES.map((name, index) => ({
      label: maybe(`class.${name}`) ?? name,
      colour: `--class-${name}`,
      dash: DASHES[index % DASHES.length],
    }));
    /** @param {'latency' | 'bytes' | 'requests' | 'connections'} field */
    const byWire = (field) => () => this.#overTime((second) => second[field], wires.length);
    const bytes = () =>
      over < 0
        ? this.#chart(library, t('chart.bytes'), wires, byWire('bytes'), {})
        : this.#chart(
            library,
            t('chart.bytesOf', { transport: transportLabel(this.#wires[over]) }),
            classes,
            () => this.#overTime((second) => second.classes[over], classes.length),
            {},
          );
    return [
      this.#chart(library, t('chart.latency'), wires, byWire('latency'), { logarithmic: true, written: duration }),
      this.#chart(library, t('chart.distribution'), wires, () => this.#distribution(), { overLatency: true }),
      bytes(),
      this.#chart(library, t('chart.requests'), wires, byWire('requests'), {}),
      this.#chart(library, t('chart.connections'), wires, byWire('connections'), {}),
    ];
  }

  /**
   * @param {(second: import('./chart-data.js').Second) => (number | null)[]} of
   * @param {number} series
   * @returns {uPlot.AlignedData}
   */
  #overTime(of, series) {
    const { seconds } = this.#data;
    return /** @type {uPlot.AlignedData} */ ([
      seconds.map(({ at }) => at),
      ...Array.from({ length: series }, (_, index) => seconds.map((second) => of(second)[index] ?? null)),
    ]);
  }

  /** @returns {uPlot.AlignedData} */
  #distribution() {
    return /** @type {uPlot.AlignedData} */ ([LATENCIES, ...this.#data.distribution(LATENCIES)]);
  }

  /**
   * @param {typeof uPlot} library
   * @param {string} title
   * @param {{label: string, colour: string, dash: number[]}[]} series
   * @param {() => uPlot.AlignedData} data
   * @param {{logarithmic?: boolean, overLatency?: boolean, written?: (value: number) => string}} how
   * @returns {Chart}
   */
  #chart(library, title, series, data, { logarithmic = false, overLatency = false, written = (value) => n(value, { maximumFractionDigits: 1 }) }) {
    const colours = resolveColours(this.#place, ['--ink', '--soft', '--line', ...series.map(({ colour }) => colour)]);
    const axis = { font: '14px system-ui, "DejaVu Sans", "Noto Sans CJK SC", sans-serif', stroke: colours['--soft'], grid: { stroke: colours['--line'], width: 1 }, ticks: { show: false }, size: 28 };
    const time = new Intl.DateTimeFormat(language(), { hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });
    const place = h('figure', { class: 'chart' });
    this.#place.append(place);
    const plot = new library(
      {
        title,
        width: this.#width,
        height: HEIGHT,
        cursor: overLatency ? {} : { sync: { key: 'race' } },
        legend: { live: true },
        scales: {
          x: overLatency
            ? { time: false, distr: 3 }
            : { time: false, range: () => [Date.now() / 1000 - LOOK_BACK, Date.now() / 1000] },
          y: overLatency
            ? { range: [0, 100] }
            : logarithmic
              ? { distr: 3, range: (_, least, most) => [10 ** Math.floor(Math.log10(least || 1)), 10 ** Math.ceil(Math.log10((most || 10) * 1.01))] }
              : { range: (_, __, most) => [0, Math.max(1, (most ?? 1) * 1.1)] },
        },
        axes: [
          {
            ...axis,
            values: (_, splits) =>
              splits.map((value) => (overLatency ? (isPowerOfTen(value) ? duration(value) : '') : time.format(value * 1000))),
          },
          {
            ...axis,
            size: 56,
            values: (_, splits) =>
              splits.map((value) => (value === null || (logarithmic && !isPowerOfTen(value)) ? '' : overLatency ? `${n(value)} %` : written(value))),
          },
        ],
        series: [
          {
            label: overLatency ? t('chart.after') : t('chart.time'),
            value: (_, value) => (value === null ? '–' : overLatency ? duration(value) : time.format(value * 1000)),
          },
          ...series.map(({ label, colour, dash }) => ({
            label,
            stroke: colours[colour],
            dash,
            width: 1.75,
            spanGaps: true,
            points: { show: false },
            value: (/** @type {uPlot} */ _, /** @type {number | null} */ value) =>
              value === null ? '–' : overLatency ? `${n(value, { maximumFractionDigits: 1 })} %` : written(value),
          })),
        ],
      },
      data(),
      place,
    );
    return { plot, data, isOverTime: !overLatency };
  }
}

/** @param {number} value */
function isPowerOfTen(value) {
  const power = Math.log10(value);
  return Math.abs(power - Math.round(power)) < 1e-6;
}
