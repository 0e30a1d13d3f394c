// @ts-check
/** What a byte may be there for: the lines of the lab's ledger, in the order in which they are shown. */
export const CLASSES = /** @type {const} */ ([
  'payload',
  'base64',
  'envelope',
  'framing',
  'request',
  'response',
  'empty-poll',
  'acknowledgement',
  'heartbeat',
  'handshake',
  'tls',
  'h2',
  'unreadable',
  'pending',
]);
