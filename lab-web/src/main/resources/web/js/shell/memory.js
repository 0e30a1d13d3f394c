// @ts-check
// What outlives a reload of this tab: who is logged in.
const SESSION = 'wirelab.session';

/** @returns {import('../api.js').Session | undefined} */
export function rememberedSession() {
  return read(SESSION);
}

/** @param {import('../api.js').Session} session */
export function rememberSession(session) {
  sessionStorage.setItem(SESSION, JSON.stringify(session));
}

export function forgetSession() {
  sessionStorage.removeItem(SESSION);
}

/** @param {string} key */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
