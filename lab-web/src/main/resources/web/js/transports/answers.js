// @ts-check
import { t } from '../i18n/index.js';
import { randomId } from '../random-id.js';
import { LabError } from './contract.js';

/** How long a command may go without an answer, breaks and attempts included. */
const ANSWER_DUE = 20_000;
/** Commands without an answer that one link holds at most. */
const MOST_PENDING = 256;
const page = randomId();
let commands = 0;

/**
 * The command with an id that no other command of this session has, in this tab or another.
 *
 * @param {import('./contract.js').Command} command
 * @returns {import('./contract.js').Command & {id: string}}
 */
export function withId(command) {
  return { ...command, id: command.id ?? `${page}-${++commands}` };
}

/**
 * Unanswered commands of a transport that carries both ways: matches answers by id, and repeats the commands after an
 * interruption.
 */
export class Answers {
  /** @type {Map<string, {line: string, resolve: (answer: any) => void, reject: (error: Error) => void, timer: number}>} */
  #pending = new Map();

  /**
   * @param {import('./contract.js').Command} command
   * @param {(line: string) => void} write sends it now, or does nothing while there is no connection
   * @returns {Promise<import('./contract.js').LabEvent>}
   */
  expect(command, write) {
    if (this.#pending.size >= MOST_PENDING) {
      return Promise.reject(new LabError('too_many', t('refusal.pending')));
    }
    const whole = withId(command);
    const line = JSON.stringify(whole);
    return new Promise((resolve, reject) => {
      const timer = window.setTimeout(() => this.#settle(whole.id)?.reject(new LabError('no_answer')), ANSWER_DUE);
      this.#pending.set(whole.id, { line, resolve, reject, timer });
      write(line);
    });
  }

  /**
   * Whether this event was the answer to a command of ours.
   *
   * @param {import('./contract.js').LabEvent} event
   * @param {import('./contract.js').Arrival} [arrival]
   */
  take(event, arrival) {
    const waiting = event.id === undefined ? undefined : this.#settle(event.id);
    if (waiting === undefined) {
      return false;
    }
    if (event.type === 'error') {
      waiting.reject(new LabError(event.code ?? 'error', event.message));
    } else {
      waiting.resolve({ ...event, arrival });
    }
    return true;
  }

  /** @param {(line: string) => void} write gets every command that has no answer, oldest first */
  again(write) {
    for (const { line } of this.#pending.values()) {
      write(line);
    }
  }

  /** @param {LabError} error what every command without an answer gets */
  rejectAll(error) {
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id)?.reject(error);
    }
  }

  /** @param {string} id */
  #settle(id) {
    const waiting = this.#pending.get(id);
    if (waiting !== undefined) {
      clearTimeout(waiting.timer);
      this.#pending.delete(id);
    }
    return waiting;
  }
}
