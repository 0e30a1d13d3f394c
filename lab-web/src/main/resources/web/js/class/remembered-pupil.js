// @ts-check
// What outlives a reload of this tab: who the pupil is, and what was read last. And the access code, which comes with the
// QR code (`/class.html#code=…`): a fragment is never sent to a server.
const PUPIL = 'wirelab.pupil';
const CODE = 'wirelab.code';
const FRAGMENT = /^#code=([^&]+)$/;

/** @typedef {{user: string, token?: string, after?: string}} Remembered */

/** Takes the access code from the address, if it is there. */
export function takeCode() {
  const [, text] = FRAGMENT.exec(location.hash) ?? [];
  if (text !== undefined) {
    try {
      keepCode(decodeURIComponent(text));
    } catch {
      // Then it is asked for.
    }
  }
}

/** @returns {string | undefined} */
export function code() {
  return sessionStorage.getItem(CODE) ?? undefined;
}

/** @param {string} text */
export function keepCode(text) {
  sessionStorage.setItem(CODE, text);
}

/** @returns {Remembered | undefined} */
export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(PUPIL) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {Remembered} pupil */
export function remember(pupil) {
  sessionStorage.setItem(PUPIL, JSON.stringify(pupil));
}
