// @ts-check
import { t } from '../i18n/index.js';
import { h } from '../parts.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * How pupils join: a QR code, the address and the access code.
 *
 * @param {import('./wall-api.js').Invitation} invitation
 */
export function invitationOf({ url, address, code, size, path }) {
  return h(
    'div',
    { class: 'invitation', 'data-url': url },
    qr(size, path),
    h('p', { class: 'label' }, t('classroom.wall.address')),
    h('p', { class: 'address' }, address),
    ...(code === undefined ? [] : [h('p', { class: 'label' }, t('classroom.wall.code')), h('p', { class: 'code' }, code)]),
  );
}

/**
 * Dark on light in every colour scheme, since some readers want it so.
 *
 * @param {number} size
 * @param {string} path
 */
function qr(size, path) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('class', 'qr');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', t('classroom.wall.qr'));
  svg.setAttribute('shape-rendering', 'crispEdges');
  const ground = document.createElementNS(SVG, 'rect');
  ground.setAttribute('class', 'light');
  ground.setAttribute('width', String(size));
  ground.setAttribute('height', String(size));
  const modules = document.createElementNS(SVG, 'path');
  modules.setAttribute('class', 'dark');
  modules.setAttribute('d', path);
  svg.append(ground, modules);
  return svg;
}
