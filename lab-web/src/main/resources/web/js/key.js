// @ts-check
// The lab's key, which opens results and the robot. It comes with the link that the lab prints (`/#key=…`): a fragment is
// never sent to a server. It is kept for this tab, and removed from the address bar.
const STORED = 'wirelab.key';
const FRAGMENT = /^#key=([\w-]+)$/;

/** Takes the key from the address, if it is there. */
export function takeKey() {
  const found = FRAGMENT.exec(location.hash);
  if (found !== null) {
    sessionStorage.setItem(STORED, found[1] ?? '');
    history.replaceState(null, '', `${location.pathname}${location.search}`);
  }
  return found !== null;
}

/** @returns {string | undefined} */
export function labKey() {
  return sessionStorage.getItem(STORED) ?? undefined;
}
