// @ts-check
// Texts of states, refusals and gaps, whose keys come from the lab; and the time of day.
import { language, maybe, n, t } from './i18n/index.js';
import { transports } from './transports/index.js';

/**
 * @param {string} code an error code of the contract or of the page
 * @param {string} [message] the message of the lab, for an unknown code
 */
export function refusalText(code, message) {
  return maybe(`refusal.${code}`) ?? message ?? code;
}

/**
 * @param {import('./transports/contract.js').LinkState} state
 * @param {string} transport its id
 */
export function stateText({ name, code = 'unreachable', retryIn = 0 }, transport) {
  const own = transports.find(({ id }) => id === transport)?.states?.[name];
  if (own !== undefined) {
    return t(own);
  }
  switch (name) {
    case 'retrying':
      return t('state.retrying', { code: codeText(code), seconds: n(retryIn / 1000, { maximumFractionDigits: 1 }) });
    case 'closed':
      return code === 'unreachable' || code === 'closed' ? t('state.closed') : t('state.closed.why', { code: codeText(code) });
    default:
      return t(`state.${name}`);
  }
}

/** @param {string} code in a word or two */
function codeText(code) {
  return maybe(`state.code.${code}`) ?? code;
}

/** @param {string} [reason] */
export function gapText(reason = '') {
  return maybe(`gap.${reason}`) ?? t('gap.other', { reason });
}

/** @param {string} id a transport's id */
export function transportLabel(id) {
  return maybe(`transport.${id}.label`) ?? id;
}

/** @param {string} id a transport's id */
export function transportAbout(id) {
  return maybe(`transport.${id}.about`) ?? '';
}

/**
 * The time of day, with milliseconds.
 *
 * @param {number} at epoch milliseconds
 */
export function clockText(at) {
  return new Date(at).toLocaleTimeString(language(), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hour12: false,
  });
}
