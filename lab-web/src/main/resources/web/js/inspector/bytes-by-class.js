// @ts-check
/** How many bytes of each transport were there for what, as far as they were seen. */
export class BytesByClass {
  /** @type {Map<string, import('../api.js').Ledger>} */
  #ledgers = new Map();

  /**
   * @param {string} transport
   * @param {'in' | 'out'} direction
   * @param {[string, number][]} spans classes and lengths
   */
  add(transport, direction, spans) {
    const ledger = this.#ledgers.get(transport) ?? { in: {}, out: {} };
    this.#ledgers.set(transport, ledger);
    const classes = ledger[direction];
    for (const [name, bytes] of spans) {
      classes[name] = (classes[name] ?? 0) + bytes;
    }
  }

  /**
   * A reading, which stays as it is.
   *
   * @param {string} transport
   * @returns {import('../api.js').Ledger}
   */
  ledger(transport) {
    const ledger = this.#ledgers.get(transport);
    return { in: { ...ledger?.in }, out: { ...ledger?.out } };
  }
}
