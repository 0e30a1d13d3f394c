// @ts-check
// What the teacher publishes in the group of the class: JSON in the text of a message.

/**
 * @typedef {object} ClassMessage one message of a round
 * @property {'message'} what
 * @property {number} round
 * @property {'messages' | 'cut'} kind
 * @property {number} index from 0
 * @property {number} of how many the round has
 * @property {number} due from when its delay counts, by the lab's clock in epoch milliseconds
 * @property {string} text
 *
 * @typedef {{what: 'move'}} Move another transport is assigned: ask for it
 */

/**
 * What an event tells the phones; nothing for a message of anybody else.
 *
 * @param {import('../transports/contract.js').LabEvent} event
 * @param {string} teacher the user name
 * @returns {ClassMessage | Move | undefined}
 */
export function classMessage({ type, from, to, text = '' }, teacher) {
  if (type !== 'message' || from !== teacher || to !== '#class') {
    return undefined;
  }
  const { move, round, kind, index, of, due, text: shown } = parsed(text);
  if (move === true) {
    return { what: 'move' };
  }
  const isMessage =
    [round, index, of].every(Number.isSafeInteger) &&
    Number.isFinite(due) &&
    (kind === 'messages' || kind === 'cut') &&
    typeof shown === 'string';
  return isMessage ? { what: 'message', round, kind, index, of, due, text: shown } : undefined;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
