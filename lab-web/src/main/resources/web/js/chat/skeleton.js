// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';

/** The chat's fixed parts: log-in, people and groups, lanes, and the box to say something. */
export function skeleton() {
  return [logInPart(), labPart(), h('div', { id: 'announcer', class: 'unseen', role: 'log', 'aria-live': 'polite' })];
}

function logInPart() {
  return h(
    'div',
    { id: 'log-in', class: 'log-in', hidden: true },
    h(
      'form',
      { id: 'log-in-form', novalidate: true },
      h('h2', {}, t('logIn.title')),
      h('p', {}, t('logIn.about')),
      h('p', { id: 'log-in-reason', class: 'notice', role: 'alert' }),
      h('label', { for: 'name' }, t('logIn.name')),
      h('input', {
        id: 'name',
        name: 'name',
        autocomplete: 'username',
        spellcheck: 'false',
        autocapitalize: 'off',
        dir: 'auto',
        'aria-describedby': 'name-rule',
        required: true,
      }),
      h('p', { id: 'name-rule', class: 'hint' }, t('logIn.nameRule')),
      h('fieldset', {}, h('legend', {}, t('logIn.avatar')), h('div', { id: 'avatars', class: 'avatars' })),
      h('button', { type: 'submit', class: 'primary' }, t('logIn.submit')),
    ),
  );
}

function labPart() {
  return h(
    'div',
    { id: 'lab', class: 'lab', hidden: true },
    sidePart(),
    h('div', { class: 'lanes', id: 'lanes' }),
    sayPart(),
  );
}

function sidePart() {
  const peopleTitle = h('h2', { id: 'people-title' }, `${t('chat.online')} `, h('span', { id: 'people-count', class: 'count' }));
  return h(
    'aside',
    { class: 'side', 'aria-label': t('chat.side') },
    h('section', { 'aria-labelledby': 'people-title' }, peopleTitle, h('ul', { id: 'people', class: 'list' })),
    h(
      'section',
      { 'aria-labelledby': 'groups-title' },
      h('h2', { id: 'groups-title' }, t('chat.groups')),
      h('ul', { id: 'groups', class: 'list' }),
      h(
        'form',
        { id: 'join-form', class: 'join', novalidate: true },
        h('label', { for: 'join-name', class: 'unseen' }, t('chat.joinName')),
        h('input', {
          id: 'join-name',
          placeholder: t('chat.joinPlaceholder'),
          autocomplete: 'off',
          spellcheck: 'false',
          autocapitalize: 'off',
          dir: 'auto',
        }),
        h('button', { type: 'submit' }, t('chat.join')),
      ),
    ),
    h('p', { class: 'hint' }, t('chat.listsTravel')),
  );
}

function sayPart() {
  return h(
    'form',
    { id: 'say-form', class: 'say', novalidate: true },
    h('label', {}, `${t('chat.to')} `, h('select', { id: 'say-to' })),
    h('label', {}, `${t('chat.over')} `, h('select', { id: 'say-over' })),
    h('label', { for: 'say-text', class: 'unseen' }, t('chat.message')),
    h('textarea', {
      id: 'say-text',
      rows: 1,
      placeholder: t('chat.sayPlaceholder'),
      title: t('chat.sayKeys'),
      autocomplete: 'off',
      dir: 'auto',
      'aria-describedby': 'say-notice say-length',
    }),
    h('span', { id: 'say-length', class: 'hint' }),
    h('button', { type: 'submit', class: 'primary' }, t('chat.send')),
    h('p', { id: 'say-notice', class: 'notice', role: 'alert' }),
  );
}
