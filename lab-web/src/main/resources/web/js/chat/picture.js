// @ts-check
/** The largest picture, in bytes: rule B3 of the protocol. */
export const MOST_PICTURE_BYTES = 65_536;

/** Kinds of pictures by their first bytes. SVG and HTML can contain scripts and are none of them. */
const KINDS = [
  { media: 'image/png', begins: (/** @type {string} */ start) => start.startsWith('\x89PNG\r\n\x1a\n') },
  { media: 'image/jpeg', begins: (/** @type {string} */ start) => start.startsWith('\xff\xd8\xff') },
  { media: 'image/gif', begins: (/** @type {string} */ start) => /^GIF8[79]a/.test(start) },
  { media: 'image/webp', begins: (/** @type {string} */ start) => /^RIFF[^]{4}WEBP/.test(start) },
];

/** What a file picker offers. */
export const ACCEPTED = KINDS.map(({ media }) => media).join(',');

/** Base64 of the bytes that `kindOf` looks at. */
const HEAD = 24;

/**
 * The media type of a picture by its content, whatever its sender calls it.
 *
 * @param {string} data base64
 * @returns {string | undefined} undefined if it is no picture that the page shows
 */
export function kindOf(data) {
  let start;
  try {
    start = atob(data.slice(0, HEAD));
  } catch {
    return undefined;
  }
  return KINDS.find(({ begins }) => begins(start))?.media;
}

/**
 * The number of bytes that base64 encodes.
 *
 * @param {string} data
 */
export function sizeOf(data) {
  return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}

/**
 * A file's name as the protocol takes it, or undefined.
 *
 * @param {string} name
 */
export function nameOf(name) {
  const plain = name.replace(/[\p{C}\p{Zl}\p{Zp}/\\]/gu, '').trim();
  return plain === '' || new TextEncoder().encode(plain).length > 128 ? undefined : plain;
}
