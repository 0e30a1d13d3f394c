// @ts-check
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { kinds, presets } from '../shell/settings.js';
import { transportLabel } from '../words.js';

/** @typedef {import('../shell/settings.js').Name} Name */

/** What is shown of the numbers: how far one step goes. */
const STEPS = /** @type {const} */ ({ rate: 'any', burst: 1, spread: 'any', size: 1, poll: 'any', wait: 1, rest: 'any', span: 1 });

/** Pixels up to which a page is a phone's. */
const PHONE = 640;

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

  // On a phone the lanes come first; the rest is a touch away.
  const more = h(
    'details',
    { class: 'more', open: innerWidth > PHONE },
    h('summary', {}, t('control.more')),
    h(
      'div',
      { class: 'fields' },
      choose('by'),
      number('rate'),
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
      choose('speed'),
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

  /** @param {'speed' | 'by' | 'over' | 'to'} name */
  function choose(name) {
    const select = h('select', { name });
    select.append(
      ...kinds[name].choices.map(
        (choice) =>
          new Option(
            name === 'over' && choice !== 'apart'
              ? transportLabel(choice)
              : t(/** @type {import('../i18n/index.js').Key} */ (`control.${name}.${choice}`)),
            choice,
          ),
      ),
    );
    select.addEventListener('change', () => settings.set(name, select.value));
    updates.push(() => (select.value = settings.text(name)));
    return field(name, select);
  }

  /**
   * @param {keyof typeof STEPS | 'speed' | 'by' | 'over' | 'to'} name
   * @param {HTMLElement} input
   */
  function field(name, input) {
    return h('label', { title: t(`control.${name}Hint`) }, h('span', {}, t(`control.${name}`)), input);
  }
}
