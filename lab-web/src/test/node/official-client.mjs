// The official client of Socket.IO against a lab: node official-client.mjs URL SCENE. Prints `ok`, or what is wrong.
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';

const [url, scene] = process.argv.slice(2);
const UPGRADES = 100;
const MESSAGES = 300;

/** Fails with this text unless it is true. */
function check(holds, text) {
  if (!holds) {
    console.log(text);
    process.exit(1);
  }
}

async function until(what, holds) {
  for (let left = 3000; !holds(); left--) {
    check(left > 0, `not in time: ${what}`);
    await sleep(10);
  }
}

function connect(user, options = {}) {
  const socket = io(url, { forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 50, auth: { user }, ...options });
  const texts = [];
  const gaps = [];
  socket.on('message', (event) => texts.push(event.text));
  socket.on('gap', (event) => gaps.push(event.reason));
  return { socket, texts, gaps };
}

async function connected(client) {
  await new Promise((resolve, reject) => {
    client.socket.once('hello', resolve);
    client.socket.once('connect_error', reject);
  });
  return client;
}

const say = (from, to, text) => from.socket.emitWithAck('say', { to, text });

function checkTexts(client, count, who) {
  for (let i = 0; i < count; i++) {
    check(client.texts[i] === `n${i}`, `${who}: ${client.texts[i]} instead of n${i}`);
  }
  check(client.texts.length === count, `${who}: ${client.texts.length} messages`);
}

const scenes = {
  async upgrades() {
    const publisher = await connected(connect('publisher', { transports: ['websocket'] }));
    await publisher.socket.emitWithAck('join', { to: '#load' });
    const readers = [];
    let upgraded = 0;
    for (let i = 0; i < UPGRADES; i++) {
      const reader = connect(`reader-${i}`);
      reader.socket.io.on('open', () => reader.socket.io.engine.on('upgrade', () => upgraded++));
      readers.push(connected(reader));
    }
    const all = await Promise.all(readers);
    check(all.every(({ socket }) => socket.connected), 'not all are connected');
    await Promise.all(all.map(({ socket }) => socket.emitWithAck('join', { to: '#load' })));
    const slow = [];
    for (let i = 0; i < UPGRADES; i++) {
      slow.push(connect(`late-${i}`));
    }
    for (let i = 0; i < MESSAGES; i++) {
      const ok = await say(publisher, '#load', `n${i}`);
      check(ok.type === 'ok' && ok.cursor !== undefined, `the acknowledgement is ${JSON.stringify(ok)}`);
      await sleep(2);
    }
    await until('all have all', () => all.every(({ texts }) => texts.length >= MESSAGES));
    all.forEach((reader, i) => checkTexts(reader, MESSAGES, `reader ${i}`));
    await until('all are upgraded', () => upgraded >= UPGRADES);
    check(all.every(({ socket }) => socket.io.engine.transport.name === 'websocket'), 'a reader still polls');
    for (const { socket } of [publisher, ...all, ...slow]) {
      socket.disconnect();
    }
  },

  /** Private messages while the upgrade itself is running, from the first poll on. */
  async upgradesUnderLoad() {
    const publisher = await connected(connect('sender', { transports: ['websocket'] }));
    for (let round = 0; round < UPGRADES; round++) {
      const reader = connect(`target-${round}`);
      await new Promise((resolve) => reader.socket.once('connect', resolve));
      const { engine } = reader.socket.io;
      let sent = 0;
      while (engine.transport.name !== 'websocket' || sent < 20) {
        publisher.socket.emit('say', { to: `@target-${round}`, text: `n${sent++}` });
        await sleep(0);
        check(sent < 100_000, 'it does not upgrade');
      }
      await until(`reader ${round} has all ${sent}`, () => reader.texts.length >= sent);
      checkTexts(reader, sent, `round ${round}`);
      reader.socket.disconnect();
    }
    publisher.socket.disconnect();
  },

  async recovery() {
    const publisher = await connected(connect('writer'));
    for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
      const name = transports.join('-');
      const reader = await connected(connect(`reader-${name}`, { transports }));
      const pids = new Set();
      let sent = 0;
      for (let round = 0; round < 10; round++) {
        for (let i = 0; i < 20; i++) {
          await say(publisher, `@reader-${name}`, `n${sent++}`);
        }
        await until('some have come', () => reader.texts.length > round);
        pids.add(reader.socket._pid);
        const again = new Promise((resolve) => reader.socket.once('connect', resolve));
        reader.socket.io.engine.close();
        await say(publisher, `@reader-${name}`, `n${sent++}`);
        await again;
        check(reader.socket.recovered, `${name}: not recovered`);
      }
      await until('all have come', () => reader.texts.length >= sent);
      checkTexts(reader, sent, name);
      check(pids.size === 1 && reader.gaps.length === 0, `${name}: ${pids.size} pids, gaps ${reader.gaps}`);
      reader.socket.disconnect();
    }
    publisher.socket.disconnect();
  },

  async gap() {
    const publisher = await connected(connect('author'));
    const reader = await connected(connect('forgetful', { reconnectionDelay: 1500, reconnectionDelayMax: 1500 }));
    await say(publisher, '@forgetful', 'n0');
    await until('it has come', () => reader.texts.length === 1);
    const again = new Promise((resolve) => reader.socket.once('connect', resolve));
    reader.socket.io.engine.close();
    for (let i = 1; i <= 100; i++) {
      await say(publisher, '@forgetful', `n${i}`);
    }
    await again;
    check(!reader.socket.recovered, 'it says that it has recovered');
    await until('what is retained has come', () => reader.texts.at(-1) === 'n100');
    check(reader.gaps.join() === 'retention', `gaps: ${reader.gaps}`);
    reader.socket.disconnect();
    publisher.socket.disconnect();
  },

  async endings() {
    const wrong = connect('', { auth: { token: 'nonsense' } });
    const error = await new Promise((resolve) => wrong.socket.once('connect_error', resolve));
    check(error.data?.code === 'unauthorized', `the error is ${JSON.stringify(error.data)}`);
    const random = io(`${url}/random`, { forceNew: true });
    const invalid = await new Promise((resolve) => random.once('connect_error', resolve));
    check(invalid.message === 'Invalid namespace', `the error is ${invalid.message}`);
    random.disconnect();
    const late = connect('', { auth: {} });
    await new Promise((resolve) => late.socket.once('connect', resolve));
    const refused = await late.socket.emitWithAck('users', {});
    check(refused.code === 'unauthorized', `the reply is ${JSON.stringify(refused)}`);
    const hello = await late.socket.emitWithAck('login', { user: 'late' });
    check(hello.user === 'late', `the reply is ${JSON.stringify(hello)}`);
    const users = await late.socket.emitWithAck('users', {});
    check(users.users.some(({ name }) => name === 'late'), 'late is not listed');
    const reason = new Promise((resolve) => late.socket.once('disconnect', resolve));
    await fetch(`${url}/api/sessions/me`, { method: 'DELETE', headers: { Authorization: `Bearer ${hello.token}` } });
    check((await reason) === 'io server disconnect', `the reason is ${await reason}`);
    late.socket.disconnect();
    wrong.socket.disconnect();
  },
};

await scenes[scene]();
console.log('ok');
process.exit(0);
