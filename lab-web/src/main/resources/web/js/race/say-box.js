// @ts-check
import { n, t } from '../i18n/index.js';
import { h } from '../parts.js';
import { byteLength, MOST_TEXT_BYTES, refusal, wellFormed } from '../text.js';

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
  const notice = h('p', { class: 'notice', role: 'alert' });
  const form = h('form', { class: 'say-box', novalidate: true }, text, h('button', { type: 'submit' }, t('race.say')), notice);
  const judge = () => {
    const said = wellFormed(text.value);
    const refused = refusal(said);
    const bytes = byteLength(said);
    text.ariaInvalid = String(refused === 'too_long');
    notice.textContent =
      refused === 'too_long'
        ? t(bytes > MOST_TEXT_BYTES ? 'chat.tooLong' : 'chat.tooLongQuoted', { bytes: n(bytes), most: n(MOST_TEXT_BYTES) })
        : '';
    return { said, refused };
  };
  text.addEventListener('input', judge);
  form.addEventListener('submit', (submit) => {
    submit.preventDefault();
    const { said, refused } = judge();
    if (refused === '') {
      text.value = '';
      void speaker.say(said, performance.now());
    }
  });
  return form;
}
