// @ts-check
import { t } from '../i18n/index.js';
import { button, h } from '../parts.js';
import { ACCEPTED } from './picture.js';

/** The chat's fixed parts: log-in; conversations and people; the messages of one conversation, and the input. */
export function skeleton() {
  return [logInPart(), chatPart(), h('div', { id: 'announcer', class: 'unseen', role: 'log', 'aria-live': 'polite' })];
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

function chatPart() {
  return h(
    'div',
    { id: 'chat', class: 'chat-room', hidden: true },
    sidePart(),
    h('div', { class: 'talk' }, headPart(), h('p', { id: 'wire-news', class: 'wire-news', role: 'status' }), h('div', { id: 'log-place', class: 'log-place' }), sayPart()),
  );
}

function sidePart() {
  return h(
    'aside',
    { id: 'side', class: 'side', 'aria-label': t('chat.side') },
    h(
      'section',
      { 'aria-labelledby': 'conversations-title' },
      h('h2', { id: 'conversations-title' }, t('chat.conversations')),
      h('ul', { id: 'conversations', class: 'list' }),
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
    h(
      'section',
      { id: 'groups-part', 'aria-labelledby': 'groups-title', hidden: true },
      h('h2', { id: 'groups-title' }, t('chat.otherGroups')),
      h('ul', { id: 'groups', class: 'list' }),
    ),
    h(
      'section',
      { 'aria-labelledby': 'people-title' },
      h('h2', { id: 'people-title' }, `${t('chat.online')} `, h('span', { id: 'people-count', class: 'count' })),
      h('ul', { id: 'people', class: 'list' }),
      h('button', { type: 'button', id: 'call-robot', class: 'small' }, t('chat.callRobot')),
    ),
  );
}

function headPart() {
  const wires = h('div', { id: 'wires', class: 'wire-picks', role: 'radiogroup', 'aria-label': t('chat.wires') });
  return h(
    'header',
    { class: 'talk-head' },
    h('button', { type: 'button', id: 'show-side', class: 'show-side', 'aria-expanded': 'false', 'aria-controls': 'side' }, '☰ ', h('span', { id: 'unread-count', class: 'badge', hidden: true })),
    h('h2', { id: 'talk-title', dir: 'auto' }),
    h('details', { id: 'members', class: 'members', hidden: true }, h('summary', { id: 'members-count' }), h('p', { id: 'members-list' })),
    withId(button('small', t('chat.leave'), () => undefined), 'leave-group'),
    h('div', { class: 'wire-choice' }, wires, binaryPart(), waysPart(), h('span', { id: 'wire-state', class: 'hint' })),
  );
}

/** How the browser hands the bytes of a WebSocket to the page. */
function binaryPart() {
  return h(
    'label',
    { class: 'hint', title: t('chat.binaryAbout') },
    t('chat.binary'),
    ' ',
    h('select', { id: 'binary-type' }, h('option', { value: 'blob' }, 'Blob'), h('option', { value: 'arraybuffer' }, 'ArrayBuffer')),
  );
}

/** Whether each message shows how it came. */
function waysPart() {
  return h('label', { class: 'hint', title: t('chat.waysAbout') }, h('input', { id: 'show-ways', type: 'checkbox' }), ' ', t('chat.ways'));
}

/**
 * @param {HTMLElement} element
 * @param {string} id
 */
function withId(element, id) {
  element.id = id;
  return element;
}

function sayPart() {
  return h(
    'form',
    { id: 'say-form', class: 'say', novalidate: true },
    h('ol', { id: 'pending', class: 'pending', hidden: true, 'aria-label': t('chat.pending') }),
    h('textarea', {
      id: 'say-text',
      rows: 1,
      title: t('chat.sayKeys'),
      autocomplete: 'off',
      dir: 'auto',
      'aria-describedby': 'say-notice say-length',
    }),
    h('button', { type: 'submit', class: 'primary' }, t('chat.send')),
    h(
      'label',
      { class: 'say-picture hint', title: t('chat.pictureRule') },
      t('chat.picture'),
      ' ',
      h('input', { id: 'say-picture', type: 'file', accept: ACCEPTED }),
    ),
    h('span', { id: 'say-length', class: 'hint' }),
    h('p', { id: 'say-notice', class: 'notice', role: 'alert' }),
  );
}
