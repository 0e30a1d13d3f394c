// @ts-check
/**
 * What a JSON Web Token (RFC 7519) says of itself and of its session: anyone who has it can read that, and only the lab can
 * sign it.
 *
 * @param {string} token
 * @returns {Record<string, unknown> | undefined} header and claims; nothing for what is no token
 */
export function claimsOf(token) {
  try {
    const [header, claims] = token.split('.').slice(0, 2).map(decoded);
    return { ...header, ...claims };
  } catch {
    return undefined;
  }
}

/**
 * @param {string} part in base64url
 * @returns {Record<string, unknown>}
 */
function decoded(part) {
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
