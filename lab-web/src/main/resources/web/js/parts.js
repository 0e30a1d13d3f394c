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
 * A new element. Strings among its children are text, whatever is in them.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes] `true` stands for an empty one, `false` and
 *     `undefined` for none
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      created.setAttribute(name, value === true ? '' : String(value));
    }
  }
  created.append(...children);
  return created;
}

/**
 * A button.
 *
 * @param {string} className
 * @param {string} text
 * @param {() => void} onClick
 */
export function button(className, text, onClick) {
  const created = h('button', { type: 'button', class: className }, text);
  created.addEventListener('click', onClick);
  return created;
}

/**
 * A name, which comes from anyone: as text, its direction kept inside it.
 *
 * @param {string} [text]
 */
export function named(text = '') {
  return h('bdi', { class: 'name', dir: 'auto' }, text);
}
