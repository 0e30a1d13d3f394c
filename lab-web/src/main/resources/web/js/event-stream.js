// @ts-check
// Server-Sent Events read with fetch: `EventSource` cannot send a header. https://html.spec.whatwg.org/#server-sent-events

/**
 * @typedef {object} StreamEvent
 * @property {string} event its name, `message` if it has none
 * @property {string} data
 * @property {string} id of the latest event that had one
 */

/** Splits a text that arrives in pieces into events. */
export class EventParser {
  #rest = '';
  #id = '';

  /**
   * @param {string} text the next piece
   * @returns {StreamEvent[]} the events that are complete now
   */
  push(text) {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => this.#event(block));
  }

  /**
   * @param {string} block
   * @returns {StreamEvent[]} one, or none where there is no data
   */
  #event(block) {
    let event = 'message';
    /** @type {string[]} */
    const data = [];
    for (const line of block.split('\n')) {
      const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
      if (field === 'data') {
        data.push(value);
      } else if (field === 'event') {
        event = value;
      } else if (field === 'id') {
        this.#id = value;
      }
    }
    return data.length === 0 ? [] : [{ event, data: data.join('\n'), id: this.#id }];
  }
}

/**
 * Reads the events of one answer until it ends.
 *
 * @param {Response} response
 * @param {(event: StreamEvent) => void} onEvent
 */
export async function readEvents(response, onEvent) {
  const parser = new EventParser();
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    parser.push(piece.value).forEach(onEvent);
  }
}
