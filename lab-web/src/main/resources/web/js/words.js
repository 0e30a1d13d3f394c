// @ts-check
// What the page's code says to people, by error code, state and event. The page's fixed text is in index.html.

/** @type {Record<string, string>} */
const refusals = {
  bad_request: 'The lab did not understand that. Names are 1 to 32 letters, digits, _ - or . and begin with a letter or digit.',
  name_taken: 'Someone has this name already. Choose another one.',
  unauthorized: 'Your session has ended. Log in again to go on.',
  forbidden_origin: 'The lab refuses pages from this address. Open it at an address that it printed.',
  unknown_user: 'Nobody of this name is here.',
  unknown_group: 'There is no group of this name. Join it and it exists.',
  not_member: 'You are not in this group. Join it first.',
  too_large: 'This is more than the lab takes.',
  too_many: 'Too many at once. Try again in a moment.',
  too_slow: 'This connection was too slow to keep up.',
  shutting_down: 'The lab is shutting down.',
  unreachable: 'The lab does not answer.',
  no_answer: 'The lab took the message but did not answer in time.',
  closed: 'This wire is closed.',
  blank: 'There is nothing to say in this text.',
};

/**
 * @param {string} code an error code of the contract or of the page
 * @param {string} [message] what the lab said, for a code that is not known here
 */
export function refusalText(code, message) {
  return refusals[code] ?? message ?? code;
}

/** @param {import('./transports/contract.js').LinkState} state */
export function stateText({ name, code, retryIn }) {
  switch (name) {
    case 'connecting':
      return 'connecting';
    case 'open':
      return 'open';
    case 'waiting':
      return 'asking';
    case 'queued':
      return 'other tabs first';
    case 'idle':
      return 'between polls';
    case 'retrying':
      return `${code ?? 'broken'}: again in ${((retryIn ?? 0) / 1000).toFixed(1)} s`;
    case 'closed':
      return code === undefined || code === 'closed' ? 'closed' : `closed: ${code}`;
  }
}

/** @type {Record<string, string>} */
const gaps = {
  retention: 'Events are missing here: this wire fell behind what the lab keeps.',
  epoch: 'Events may be missing here: the lab was started anew.',
  cursor: 'Events may be missing here: the lab did not know this wire\u2019s place, so it goes on from the present.',
};

/** @param {string | undefined} reason */
export function gapText(reason) {
  return gaps[reason ?? ''] ?? `Events are missing here (${reason}).`;
}
