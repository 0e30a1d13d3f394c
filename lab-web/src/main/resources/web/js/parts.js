// @ts-check
/**
 * A part of the page by its id, as the kind of element it is.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`the page lacks #${id}`);
  }
  return found;
}

/**
 * A button.
 *
 * @param {string} className
 * @param {string} text
 * @param {() => void} onClick
 */
export function button(className, text, onClick) {
  const created = document.createElement('button');
  created.type = 'button';
  created.className = className;
  created.textContent = text;
  created.addEventListener('click', onClick);
  return created;
}

/**
 * A name, which comes from anyone: as text, its direction kept inside it.
 *
 * @param {string | undefined} text
 */
export function named(text) {
  const field = document.createElement('bdi');
  field.className = 'name';
  field.dir = 'auto';
  field.textContent = text ?? '';
  return field;
}
