// @ts-check

/**
 * Shows which bytes are a field's and whose field a byte is: what is pointed at, or has the focus, lights up with its
 * counterparts. Elements of both have their range in `data-from` and `data-to`.
 *
 * @param {HTMLElement} bytes
 * @param {HTMLElement} fields
 */
export function linkFields(bytes, fields) {
  const light = (/** @type {HTMLElement | undefined} */ source) => {
    for (const place of [bytes, fields]) {
      for (const one of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll('[data-from]'))) {
        one.classList.toggle('lit', source !== undefined && overlaps(rangeOf(source), rangeOf(one)));
      }
    }
  };
  const sourceOf = (/** @type {Event} */ { target }) => {
    const found = target instanceof Element ? target.closest('[data-from]') : null;
    return found instanceof HTMLElement ? found : undefined;
  };
  for (const place of [bytes, fields]) {
    place.addEventListener('pointerover', (over) => light(sourceOf(over)));
    place.addEventListener('pointerleave', () => light(undefined));
    place.addEventListener('focusin', (focus) => light(sourceOf(focus)));
    place.addEventListener('focusout', () => light(undefined));
  }
}

/** @param {HTMLElement} element */
function rangeOf({ dataset: { from, to } }) {
  return { from: Number(from), to: Number(to) };
}

/**
 * Whether two ranges have a byte in common.
 *
 * @param {{from: number, to: number}} one
 * @param {{from: number, to: number}} other
 */
export function overlaps(one, other) {
  return one.from < other.to && other.from < one.to;
}
