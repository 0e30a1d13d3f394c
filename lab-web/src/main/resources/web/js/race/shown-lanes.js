// @ts-check
import { transports } from '../transports/index.js';

/**
 * The transports that have a lane, in the order of the lanes: the chosen ones, and the one over which the page publishes.
 *
 * @param {import('../shell/settings.js').Settings} settings
 */
export function shownLanes(settings) {
  const chosen = [...settings.list('lanes'), settings.text('over')];
  return transports.map(({ id }) => id).filter((id) => chosen.includes(id));
}
