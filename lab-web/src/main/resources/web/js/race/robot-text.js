// @ts-check
/** The name of the lab's own robot. */
export const ROBOT = 'robot';

const DUE = /^robot \d+ due (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{3})(\d{3})Z/;

/**
 * The due time that a text of the robot states.
 *
 * @param {string} from
 * @param {string} text
 * @returns {number | undefined} epoch milliseconds with fractions
 */
export function robotDue(from, text) {
  const found = from === ROBOT ? DUE.exec(text) : null;
  return found === null ? undefined : Date.parse(`${found[1]}.${found[2]}Z`) + Number(found[3]) / 1000;
}
