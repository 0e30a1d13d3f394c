// @ts-check
import { under } from '../address.js';
import { withId } from './answers.js';
import { Backoff } from './backoff.js';
import { LabError } from './contract.js';

/** Attempts to deliver one command before its sender gets an error. */
const MOST_ATTEMPTS = 5;
/** Milliseconds that one attempt may take. */
const ANSWER_DUE = 15_000;

/** Commands that are posted, for a transport that carries none itself: one after the other, each until it is answered. */
export class Posts {
  #options;
  #over;
  /** Settles when the last command has its answer. */
  #last = Promise.resolve();

  /**
   * @param {import('./contract.js').LinkOptions} options
   * @param {AbortSignal} over ends the link
   */
  constructor(options, over) {
    this.#options = options;
    this.#over = over;
  }

  /**
   * @param {import('./contract.js').Command} command
   * @returns {Promise<import('./contract.js').LabEvent>} the lab's answer
   */
  send(command) {
    const whole = withId(command);
    const answer = this.#last.then(() => this.#post(whole));
    this.#last = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  }

  /**
   * @param {import('./contract.js').Command} command
   * @returns {Promise<import('./contract.js').LabEvent>}
   */
  async #post(command) {
    const { base, token, where, binary } = this.#options;
    const version = binary === undefined ? '' : '&v=2';
    const pauses = new Backoff();
    for (let attempt = 1; !this.#over.aborted; attempt++) {
      const exchange = beginExchange(this.#options, 'command');
      try {
        const response = await fetch(under(`/api/commands?transport=${where.id}${version}`, base), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
          body: JSON.stringify(command),
          signal: AbortSignal.any([this.#over, AbortSignal.timeout(ANSWER_DUE)]),
        });
        const answer = await response.json();
        exchange.end(0, !response.ok);
        if (answer.type === 'error') {
          throw new LabError(answer.code ?? 'error', answer.message);
        }
        return answer;
      } catch (error) {
        exchange.end(0, true);
        if (error instanceof LabError || attempt === MOST_ATTEMPTS) {
          throw error instanceof LabError ? error : new LabError('unreachable');
        }
        await this.#pause(pauses.next());
      }
    }
    throw new LabError('closed');
  }

  /** @param {number} milliseconds at most; ends with the link */
  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#over.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
    });
  }
}

/**
 * Reports a request as it begins.
 *
 * @param {import('./contract.js').LinkOptions} options
 * @param {'poll' | 'command'} kind
 */
export function beginExchange(options, kind) {
  /** @type {import('./contract.js').Exchange} */
  const exchange = { kind, begun: performance.now(), events: 0 };
  options.onExchange?.(exchange);
  return {
    /**
     * Its end; only the first call counts.
     *
     * @param {number} events how many the answer brought
     * @param {boolean} failed
     */
    end(events, failed) {
      if (exchange.ended === undefined) {
        Object.assign(exchange, { ended: performance.now(), events, failed });
      }
    },
  };
}
