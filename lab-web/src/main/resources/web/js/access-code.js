// @ts-check
// The access code, which a lab that other machines can reach demands at log-in (docs/protocol.md, S22). It is kept for
// this tab.
import { t } from './i18n/index.js';
import { button, h } from './parts.js';

const STORED = 'wirelab.code';

/** @type {Promise<boolean> | undefined} */
let asking;

/** @returns {string | undefined} what was entered last */
export function accessCode() {
  return sessionStorage.getItem(STORED) ?? undefined;
}

/**
 * Asks for it, once for all that ask at the same time.
 *
 * @returns {Promise<boolean>} whether one was entered
 */
export function askForAccessCode() {
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return asking;
}

/** @returns {Promise<boolean>} */
function ask() {
  const refused = h('p', { class: 'notice', role: 'alert' }, accessCode() === undefined ? '' : t('accessCode.wrong'));
  const input = h('input', { id: 'access-code', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', required: true });
  const form = h(
    'form',
    {},
    h('h2', { id: 'access-code-title' }, t('accessCode.title')),
    h('p', {}, t('accessCode.about')),
    h('label', { for: 'access-code' }, t('accessCode.label')),
    input,
    refused,
    h('button', { type: 'submit', class: 'primary' }, t('logIn.submit')),
    button('', t('accessCode.cancel'), () => dialog.close()),
  );
  const dialog = h('dialog', { class: 'access-code', 'aria-labelledby': 'access-code-title' }, form);
  form.addEventListener('submit', (submit) => {
    submit.preventDefault();
    sessionStorage.setItem(STORED, input.value.trim());
    dialog.close('entered');
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'entered');
    });
  });
}
