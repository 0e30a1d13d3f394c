// @ts-check
/** The avatars one can choose; each is a picture `avatars/<id>.svg`. */
export const avatars = ['fox', 'cat', 'panda', 'frog', 'owl', 'bear', 'rabbit', 'penguin'];
/** Those that nobody can choose are known all the same: the lab's robot has one. */
const known = new Set([...avatars, 'robot']);

/**
 * The picture of an avatar id that came from anyone: only a known one becomes part of an address.
 *
 * @param {string | undefined} id
 */
export function avatarSource(id) {
  return `avatars/${id !== undefined && known.has(id) ? id : 'nobody'}.svg`;
}

/**
 * A decorative picture; the name stands beside it.
 *
 * @param {string | undefined} id
 */
export function avatarImage(id) {
  const image = document.createElement('img');
  image.src = avatarSource(id);
  image.alt = '';
  image.width = 24;
  image.height = 24;
  image.className = 'avatar';
  return image;
}
