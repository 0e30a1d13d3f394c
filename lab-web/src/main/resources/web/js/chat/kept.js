// @ts-check
// What a reload of this tab keeps of the chat: where one was, and what was typed.
const KEY = 'wirelab.chat';

/**
 * @typedef {object} Kept
 * @property {string} user whose it is
 * @property {string} transport
 * @property {string} current the address that was looked at
 * @property {string} [cursor] the place to read on from
 * @property {{address: string, draft: string, unread: number}[]} conversations
 */

/** @param {Kept} kept */
export function keep(kept) {
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

/**
 * Read once: what is there afterwards is newer.
 *
 * @param {string} user
 * @returns {Kept | undefined}
 */
export function takeKept(user) {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  try {
    const kept = /** @type {Kept | null} */ (JSON.parse(text ?? 'null'));
    return kept?.user === user && Array.isArray(kept.conversations) ? kept : undefined;
  } catch {
    return undefined;
  }
}
