// A chat over TCP lines, for a terminal: node tcp.mjs NAME [HOST] [PORT]
// The access code of a lab that demands one is read from the environment: WIRELAB_ACCESS_CODE.
import { connect as connectTcp } from 'node:net';
import { createInterface } from 'node:readline';

const [user = `guest-${process.pid}`, host = '127.0.0.1', port = '7071'] = process.argv.slice(2);
let socket;
let token; // of the session, which outlives its connections
let after; // the cursor of the latest event: a new connection resumes from it

function connect() {
  socket = connectTcp(Number(port), host);
  send(token ? { type: 'login', token, after } : { type: 'login', user, code: process.env.WIRELAB_ACCESS_CODE }); // before anything else
  createInterface({ input: socket }).on('line', (line) => take(JSON.parse(line)));
  socket.on('error', ({ message }) => console.error(message));
  socket.on('close', () => setTimeout(connect, 1000));
}

/** Shows the lab that this program is not stopped. */
setInterval(() => socket.writable && socket.write('\n'), 60_000).unref();

function send(command) {
  socket.write(`${JSON.stringify(command)}\n`);
}

function take(event) {
  token = event.token ?? token;
  after = event.cursor ?? after;
  if (event.type === 'message') console.log(`${plain(event.from)}: ${plain(event.text)}`);
  if (event.type === 'error') console.error(event.message);
}

/** Without characters that control a terminal. */
function plain(text) {
  return text.replace(/\p{Cc}/gu, '?');
}

createInterface({ input: process.stdin })
  .on('line', (text) => send({ type: 'say', to: '#lobby', text }))
  .on('close', () => process.exit());
connect();
