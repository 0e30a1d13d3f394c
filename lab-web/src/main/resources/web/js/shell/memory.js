// @ts-check
// What outlives a reload of this tab: who is logged in, and how far each wire had read.
const SESSION = 'wirelab.session';
const PLACES = 'wirelab.places';

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
  sessionStorage.removeItem(PLACES);
}

/** @returns {Record<string, string>} cursor by transport; read once, since the lanes move on from there */
export function takePlaces() {
  const places = read(PLACES) ?? {};
  sessionStorage.removeItem(PLACES);
  return places;
}

/** @param {Record<string, string | undefined>} places */
export function rememberPlaces(places) {
  sessionStorage.setItem(PLACES, JSON.stringify(places));
}

/** @param {string} key */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
