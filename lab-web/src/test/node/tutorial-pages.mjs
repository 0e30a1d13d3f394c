// Pages of tutorials, each with the events of its tutorial, beside a telnet, an SSE and a WebSocket reader in one room:
// node tutorial-pages.mjs URL, of a lab whose dialect is textmsg. Prints `ok`, or what is wrong.
import { connect as connectTcp } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import WebSocket from 'ws';

const url = process.argv[2];
const socketUrl = url.replace(/^http/, 'ws');
const BURST = 50;

/** Fails with this text unless it is true. */
function check(holds, text) {
  if (!holds) {
    console.log(text);
    process.exit(1);
  }
}

/** What one person sees, in order. */
class Screen {
  lines = [];
  online = 0;

  constructor(name) {
    this.name = name;
  }

  show(line) {
    this.lines.push(line);
  }

  async until(what, holds) {
    for (let left = 3000; !holds(); left--) {
      check(left > 0, `${this.name} does not see ${what} but ${this.lines.slice(-3).join(' | ')}`);
      await sleep(10);
    }
  }

  async sees(line) {
    await this.until(line, () => this.lines.includes(line));
    check(this.lines.filter((each) => each === line).length === 1, `${this.name} sees ${line} twice`);
  }
}

async function token(user) {
  const response = await fetch(`${url}/api/sessions`, { method: 'POST', body: JSON.stringify({ user }) });
  return (await response.json()).token;
}

/** Events with numbers for names, and the text of JSON. */
async function numericPage(name) {
  const screen = new Screen(name);
  const socket = io(`${url}/?dialect=numeric&token=${await token(name)}`, { forceNew: true });
  socket.on(0, (text) => screen.show(`error: ${JSON.parse(text).data}`));
  socket.on(1, (text) => (screen.online = JSON.parse(text).data.length));
  socket.on(2, (text) => {
    const { user, data } = JSON.parse(text);
    screen.show(`${user === null ? 'lab' : user.username}: ${data}`);
  });
  socket.on(3, (text) => screen.show(`${JSON.parse(text).user.username} in private: ${JSON.parse(text).data}`));
  return {
    screen,
    say: (data) => socket.emit(2, JSON.stringify({ data })),
    tell: (to, data) => socket.emit(3, JSON.stringify({ data, to })),
    echoes: false,
    socket,
  };
}

/** One event, whose messages say who sends them, and a count. */
function textmsgPage(name) {
  const screen = new Screen(name);
  const socket = io(url, { forceNew: true });
  socket.on('textmsg', (msg) => {
    screen.show(`${msg.name}${msg.to === undefined ? '' : ' in private'}: ${msg.content}`);
    check(msg.name !== name || msg.avatar === '7.jpg', `the avatar is ${msg.avatar}`);
  });
  socket.on('count_updated', (count) => (screen.online = count));
  const say = (content, to) => socket.emit('textmsg', { name, avatar: '7.jpg', content, to });
  return { screen, say, tell: (to, content) => say(content, to), echoes: true, socket };
}

/** `message` answered by `servermessage`, and a robot. */
function servermessagePage(name) {
  const screen = new Screen(name);
  const socket = io(`${url}/servermessage`, { forceNew: true });
  socket.on('servermessage', (msg) => screen.show(`${msg.name}: ${msg.msg}`));
  return { screen, say: (msg) => socket.emit('message', { name, msg }), echoes: true, socket };
}

/** A plain WebSocket that carries the JSON of a type, a text and a recipient. */
async function socketPage(name) {
  const screen = new Screen(name);
  const socket = new WebSocket(`${socketUrl}/ws?dialect=numeric&token=${await token(name)}`);
  socket.on('message', (message) => {
    const { type, user, data } = JSON.parse(message.toString());
    switch (type) {
      case 0:
        screen.show(`error: ${data}`);
        break;
      case 1:
        screen.online = JSON.parse(data).length;
        break;
      default:
        screen.show(`${user === null ? 'lab' : user.username}${type === 3 ? ' in private' : ''}: ${data}`);
    }
  });
  const send = (type, data, to) => socket.send(JSON.stringify({ type, data, to }));
  return { screen, say: (data) => send(2, data), tell: (to, data) => send(3, data, to), echoes: false, socket };
}

async function telnetReader(name) {
  const screen = new Screen(name);
  const { port } = (await (await fetch(`${url}/api/transports`)).json()).find(({ id }) => id === 'tcp');
  const socket = connectTcp(port, '127.0.0.1');
  createInterface({ input: socket }).on('line', (line) => {
    const message = /^message \S+ (\S+) (\S+) (.*)$/.exec(line);
    if (message !== null) {
      screen.show(`${message[2]}${message[1] === '#lobby' ? '' : ' in private'}: ${message[3]}`);
    } else if (line.startsWith('ok ')) {
      screen.show('lab: ready');
    }
  });
  const type = (line) => socket.write(`${line}\n`);
  type(`/login ${name}`);
  return { screen, say: type, tell: (to, text) => type(`/say @${to} ${text}`), echoes: true };
}

function showEvent(screen, { type, from, to, text }) {
  if (type === 'message') {
    screen.show(`${from}${to === '#lobby' ? '' : ' in private'}: ${text}`);
  } else if (type === 'hello') {
    screen.show('lab: ready');
  }
}

async function sseReader(name) {
  const screen = new Screen(name);
  const response = await fetch(`${url}/sse?token=${await token(name)}`);
  const lines = async () => {
    let rest = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop();
      parts.filter((line) => line.startsWith('data: ')).forEach((line) => showEvent(screen, JSON.parse(line.slice(6))));
    }
  };
  lines().catch((error) => check(false, `the event stream: ${error}`));
  return { screen };
}

/** The lab's own events, which a client has that logs in as it connects. */
function ownReader(name) {
  const screen = new Screen(name);
  const socket = io(url, { forceNew: true, auth: { user: name } });
  socket.on('hello', (event) => showEvent(screen, event));
  socket.on('message', (event) => showEvent(screen, event));
  return { screen };
}

async function socketReader(name) {
  const screen = new Screen(name);
  const socket = new WebSocket(`${socketUrl}/ws?token=${await token(name)}`);
  socket.on('message', (message) =>
    message
      .toString()
      .split('\n')
      .forEach((line) => showEvent(screen, JSON.parse(line))),
  );
  return { screen };
}

const nina = await numericPage('nina');
const tom = textmsgPage('tom');
const sam = servermessagePage('sam');
const wally = await socketPage('wally');
const tess = await telnetReader('tess');
const room = [nina, tom, sam, wally, tess, await sseReader('sara'), await socketReader('wes'), ownReader('olga')];
const speakers = room.filter(({ say }) => say !== undefined);
const pages = [nina, tom, sam, wally];

// All are there before anybody speaks.
const greeted = room.filter((each) => each !== tom && each !== sam);
await Promise.all(greeted.map(({ screen }) => screen.until('the lab', () => screen.lines.length > 0)));
for (const { screen } of [tom, nina, wally]) {
  await screen.until('everyone', () => screen.online === room.length);
}

for (const { screen, say, echoes } of speakers) {
  say(`hello from ${screen.name}`);
  const line = `${screen.name}: hello from ${screen.name}`;
  await Promise.all(room.filter((each) => echoes || each.screen !== screen).map((each) => each.screen.sees(line)));
  check(echoes || !screen.lines.includes(line), `${screen.name} sees what it says`);
}

// A burst of all at once: everyone sees all of it, in the order of each speaker.
for (const { say } of speakers) {
  for (let i = 0; i < BURST; i++) {
    say(`n${i}`);
  }
}
for (const { screen } of room) {
  for (const speaker of speakers.filter((each) => each.echoes || each.screen !== screen)) {
    const seen = () => screen.lines.filter((line) => line.startsWith(`${speaker.screen.name}: n`));
    await screen.until(`all of ${speaker.screen.name}`, () => seen().length >= BURST);
    const expected = Array.from({ length: BURST }, (_, i) => `${speaker.screen.name}: n${i}`);
    check(seen().join() === expected.join(), `${screen.name} sees ${seen().join()}`);
  }
}

// In private, from page to page and to and from telnet.
for (const speaker of speakers.filter(({ tell }) => tell !== undefined)) {
  for (const { screen } of [nina, tom, wally, tess].filter((each) => each !== speaker)) {
    speaker.tell(screen.name, `psst, ${screen.name}`);
    await screen.sees(`${speaker.screen.name} in private: psst, ${screen.name}`);
  }
}
sam.say('@robot ping');
await sam.screen.sees('robot: pong');

// What is refused is said to its sender alone.
nina.say(' ');
tom.say(' ');
sam.say(' ');
wally.say(' ');
await nina.screen.sees('error: text is blank');
await tom.screen.sees('*: text is blank');
await sam.screen.sees('*: text is blank');
await wally.screen.sees('error: text is blank');
const strangers = pages.flatMap(({ screen }) => screen.lines.filter((line) => line.includes('blank')));
check(strangers.length === pages.length, `refusals: ${strangers}`);

const expired = io(`${url}/numeric?token=expired`, { forceNew: true });
const reasons = [];
expired.on(0, (text) => reasons.push(JSON.parse(text).code));
expired.on('disconnect', (reason) => reasons.push(reason));
await tom.screen.until('the end of an expired token', () => reasons.length === 2);
check(reasons.join() === 'unauthorized,io server disconnect', `the reasons are ${reasons}`);

sam.socket.disconnect();
await tom.screen.until('one person less', () => tom.screen.online === room.length - 1);
await nina.screen.until('one person less', () => nina.screen.online === room.length - 1);

console.log('ok');
process.exit(0);
