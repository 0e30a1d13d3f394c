// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';
import { refusal, wellFormed } from '../text.js';

/**
 * The input for messages of a person in the race.
 *
 * @param {import('./speaker.js').Speaker} speaker
 */
export function sayBox(speaker) {
  const text = h('input', {
    id: 'race-text',
    autocomplete: 'off',
    dir: 'auto',
    placeholder: t('race.sayPlaceholder'),
    'aria-label': t('race.sayPlaceholder'),
  });
  const form = h('form', { class: 'say-box', novalidate: true }, text, h('button', { type: 'submit' }, t('race.say')));
  form.addEventListener('submit', (submit) => {
    submit.preventDefault();
    const said = wellFormed(text.value);
    const refused = refusal(said);
    text.ariaInvalid = String(refused === 'too_long');
    if (refused === '') {
      text.value = '';
      void speaker.say(said, performance.now());
    }
  });
  return form;
}
