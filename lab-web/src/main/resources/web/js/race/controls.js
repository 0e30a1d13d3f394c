// @ts-check
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { kinds, presets } from '../shell/settings.js';
import { transportLabel } from '../words.js';
import { isPossible } from './network.js';
import { shownLanes } from './shown-lanes.js';

/** @typedef {import('../shell/settings.js').Name} Name */

/** What is shown of the numbers: how far one step goes. */
const STEPS = /** @type {const} */ ({ rate: 'any', burst: 1, spread: 'any', size: 1, poll: 'any', wait: 1, rest: 'any', span: 1 });

/**
 * The settings of the race as form fields, in step with the address.
 *
 * @param {import('../shell/settings.js').Settings} settings
 * @param {{pause: () => void, step: () => void}} actions
 */
export function controls(settings, actions) {
  /** @type {(() => void)[]} */
  const updates = [];

  const sentence = h('p', { class: 'sentence', id: 'preset-about' });
  const choices = Object.keys(presets).map((preset) => {
    const choice = button('preset', t(/** @type {import('../i18n/index.js').Key} */ (`preset.${preset}`)), () => settings.take(preset));
    choice.dataset.preset = preset;
    choice.setAttribute('aria-describedby', 'preset-about');
    updates.push(() => (choice.ariaPressed = String(settings.text('preset') === preset)));
    return choice;
  });
  updates.push(() => {
    const preset = settings.text('preset');
    sentence.textContent = t(
      /** @type {import('../i18n/index.js').Key} */ (preset === '' ? 'race.about' : `preset.${preset}.about`),
    );
  });

  const pause = button('primary', '', actions.pause);
  pause.id = 'pause';
  const step = button('', t('control.step'), actions.step);
  step.id = 'step';
  step.title = t('control.stepHint');

  // The lanes come first; what is set less often is a click away.
  const more = h(
    'details',
    { class: 'more' },
    h('summary', {}, t('control.more')),
    h(
      'div',
      { class: 'fields' },
      choose('by'),
      number('burst'),
      number('spread'),
      number('size'),
      choose('over'),
      choose('to'),
      number('poll'),
      number('wait'),
      number('rest'),
      number('span'),
    ),
  );
  const element = h(
    'form',
    { class: 'controls', novalidate: true, 'aria-label': t('control.title') },
    h('div', { class: 'choice' }, h('div', { class: 'presets' }, ...choices), sentence),
    h(
      'div',
      { class: 'fields' },
      pause,
      step,
      number('rate'),
      choose('speed'),
      lanes(),
      choose('network'),
      more,
    ),
  );
  element.addEventListener('submit', (submit) => submit.preventDefault());
  const update = () => updates.forEach((one) => one());
  settings.onChange(update);
  update();

  return {
    element,
    /** @param {boolean} paused */
    setPaused(paused) {
      pause.textContent = t(paused ? 'control.go' : 'control.pause');
      pause.ariaPressed = String(paused);
    },
  };

  /** A box per transport; the last one that is left stays. */
  function lanes() {
    const boxes = kinds.lanes.choices.map((id) => h('input', { type: 'checkbox', name: 'lanes', value: id }));
    const count = h('summary');
    const some = h(
      'details',
      { class: 'choose-lanes' },
      count,
      h('div', {}, ...boxes.map((box) => h('label', { 'data-transport': box.value }, box, ` ${transportLabel(box.value)}`))),
    );
    some.addEventListener('change', () => {
      const before = settings.list('lanes');
      const chosen = boxes.filter(({ checked, disabled, value }) => (disabled ? before.includes(value) : checked));
      settings.set('lanes', chosen.map(({ value }) => value).join(','));
      update();
    });
    some.addEventListener('keydown', (key) => {
      if (key.key === 'Escape') {
        some.open = false;
        count.focus();
      }
    });
    addEventListener('click', ({ target }) => (some.open &&= target instanceof Node && some.contains(target)));
    updates.push(() => {
      const shown = shownLanes(settings);
      count.textContent = t('control.lanesOf', { shown: shown.length, all: boxes.length });
      for (const box of boxes) {
        box.checked = shown.includes(box.value);
        box.disabled = box.value === settings.text('over');
      }
    });
    return h('div', { class: 'field', title: t('control.lanesHint') }, h('span', {}, t('control.lanes')), some);
  }

  /** @param {keyof typeof STEPS} name */
  function number(name) {
    const { least, most } = kinds[name];
    const input = h('input', { type: 'number', name, min: least, max: most, step: STEPS[name] });
    input.addEventListener('change', () => {
      input.ariaInvalid = String(!settings.set(name, input.value));
    });
    updates.push(() => {
      if (document.activeElement !== input || input.ariaInvalid !== 'true') {
        input.value = settings.text(name);
      }
    });
    return field(name, input);
  }

  /** @param {'speed' | 'by' | 'over' | 'to' | 'network'} name */
  function choose(name) {
    const select = h('select', { name, disabled: name === 'network' && !isPossible() });
    select.append(
      ...kinds[name].choices.map(
        (choice) =>
          new Option(
            name === 'over' && choice !== 'apart'
              ? transportLabel(choice)
              : t(/** @type {import('../i18n/index.js').Key} */ (`control.${name}.${choice || 'none'}`)),
            choice,
          ),
      ),
    );
    select.addEventListener('change', () => settings.set(name, select.value));
    updates.push(() => (select.value = settings.text(name)));
    return field(name, select);
  }

  /**
   * @param {keyof typeof STEPS | 'speed' | 'by' | 'over' | 'to' | 'network'} name
   * @param {HTMLElement} input
   */
  function field(name, input) {
    return h('label', { title: t(`control.${name}Hint`) }, h('span', {}, t(`control.${name}`)), input);
  }
}
