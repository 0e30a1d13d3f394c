// @ts-check
/**
 * The lessons, in their order. Data only: texts are in `js/i18n/lessons.*.js` under `lesson.ID`, what a step does is in its
 * stage, and when it stops in `moments.js`.
 *
 * @typedef {object} Lesson
 * @property {string} id
 * @property {string[]} topics of a course about real-time transports that this step teaches; named by `topic.TOPIC`
 * @property {'race' | 'socket' | 'socketIo' | 'tls' | 'people'} stage
 * @property {string[]} examples ids of transports whose smallest clients the step links to
 * @property {string} [race] the settings of the race that it runs, or that its link opens, as in the address
 * @property {string} [transport] whose connections the step makes itself
 * @property {boolean} [bytes] whether the bytes are shown from the start
 */

/** @type {readonly Lesson[]} */
export const lessons = [
  {
    id: 'handshake',
    topics: ['handshake-headers'],
    stage: 'race',
    examples: ['websocket'],
    race: 'lanes=websocket&by=person',
    bytes: true,
  },
  {
    id: 'frames',
    topics: ['frames'],
    stage: 'race',
    examples: ['websocket'],
    race: 'lanes=websocket&over=websocket&rate=0.5',
    bytes: true,
  },
  {
    id: 'polling',
    topics: ['polling-and-push'],
    stage: 'race',
    examples: ['short-poll', 'websocket'],
    race: 'lanes=websocket,short-poll&rate=0.3',
  },
  {
    id: 'long-polling',
    topics: ['long-polling'],
    stage: 'race',
    examples: ['long-poll', 'websocket'],
    race: 'lanes=websocket,long-poll&rate=0.5&burst=8&spread=4',
  },
  {
    id: 'keep-alive',
    topics: ['keep-alive'],
    stage: 'race',
    examples: ['short-poll', 'websocket'],
    race: 'lanes=short-poll&rate=0.5&poll=500',
  },
  {
    id: 'events',
    topics: ['ready-state-and-events', 'close-codes'],
    stage: 'socket',
    examples: ['websocket'],
    race: 'lanes=websocket',
  },
  {
    id: 'binary',
    topics: ['binary'],
    stage: 'socket',
    examples: ['websocket'],
    race: 'lanes=websocket',
    bytes: true,
  },
  {
    id: 'socket-io',
    topics: ['socket.io'],
    stage: 'socketIo',
    transport: 'socket.io',
    examples: ['socket.io', 'websocket'],
    race: 'lanes=websocket,socket.io',
  },
  { id: 'tls', topics: ['wss'], stage: 'tls', examples: ['websocket', 'tcp'] },
  {
    id: 'people',
    topics: ['jwt', 'online-count', 'groups-and-private', 'avatars', 'robot', 'telnet'],
    stage: 'people',
    examples: ['websocket', 'long-poll', 'short-poll', 'tcp'],
  },
];
