// @ts-check
/**
 * Eight characters that nobody else has. Works on a page from another machine too, where `crypto.randomUUID` is not.
 */
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
