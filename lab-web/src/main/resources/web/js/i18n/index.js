// @ts-check
import en from './en.js';
import zh from './zh.js';

/** @typedef {keyof typeof en} Key */

/** The page's languages by their BCP 47 tags; each file has the keys of every other. */
export const languages = { en, 'zh-CN': /** @type {typeof en} */ (zh) };

/** @typedef {keyof typeof languages} Language */

/** @type {Language} */
let current = 'en';

/**
 * Which of the page's languages to use.
 *
 * @param {string} chosen the language in the address, or empty
 * @param {readonly string[]} preferred the browser's languages, the best one first
 * @returns {Language}
 */
export function languageFor(chosen, preferred) {
  for (const wanted of [chosen, ...preferred]) {
    if (/^zh\b/i.test(wanted)) {
      return 'zh-CN';
    }
    if (/^en\b/i.test(wanted)) {
      return 'en';
    }
  }
  return 'en';
}

/** @param {Language} chosen the page's language from now on */
export function speak(chosen) {
  current = chosen;
}

export function language() {
  return current;
}

/**
 * A text for people in the page's language.
 *
 * @param {Key} key
 * @param {Record<string, string | number>} [values] what stands for `{name}` in it
 */
export function t(key, values = {}) {
  const text = languages[current][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}

/**
 * A text whose key is put together at run time, such as by an error code; nothing when there is none.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function maybe(key, values) {
  return key in en ? t(/** @type {Key} */ (key), values) : undefined;
}

/** Made once: to make one takes longer than to write a hundred numbers with it. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * A number as people of this language write it.
 *
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function n(value, options) {
  const key = current + (options === undefined ? '' : JSON.stringify(options));
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(current, options);
    formats.set(key, format);
  }
  return format.format(value);
}
