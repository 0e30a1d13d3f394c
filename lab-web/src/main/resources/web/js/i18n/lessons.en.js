// @ts-check
/** The texts of the lessons, in English; a part of `en.js`. */
export default {
  'lessons.syllabus': 'Lessons',
  'lessons.heading': '{number} of {count}: {title}',
  'lessons.topics': 'Topics',
  'lessons.back': 'Back',
  'lessons.next': 'Next',
  'lessons.code': 'Code: {transport}',
  'lessons.toRace': 'Open in the race',
  'lessons.bytes': 'The bytes at the lab’s socket',
  'lessons.bytesAbout': 'The bytes at the lab’s socket, of this step’s connections from their first byte on; tokens are masked by the lab.',
  'lessons.wait': 'Running. The step stops at the moment that matters.',
  'lessons.goOn': 'Once more',
  'lessons.running': 'Running …',
  'lessons.tryConnections': 'Send {count} messages both ways',
  'lessons.tried': 'Messages to oneself',
  'lessons.opened': 'TCP connections',
  'lessons.bytesPerMessage': 'bytes/msg',
  'lessons.timePerMessage': 'time/msg',
  'lessons.kept': '{count} over one WebSocket',
  'lessons.anew': '{count} over a new WebSocket each',
  'lessons.log': 'Events of the connection',
  'lessons.clear': 'Clear',
  'lessons.after': '+{milliseconds} ms',
  'lessons.flood': '{count} × send({bytes} bytes)',
  'lessons.tooLarge': 'send({bytes} bytes)',
  'lessons.bytesOf': '{bytes} bytes in one message',
  'lessons.cut': 'Cut the network',
  'lessons.kill': 'End the server’s side',
  'lessons.refuse': 'new WebSocket without a valid token',
  'lessons.connectFirst': 'There is no open connection. Open one first.',
  'lessons.noSocket': 'No socket yet.',
  'lessons.discarded': 'The socket is closing or closed: the message is discarded, and bufferedAmount grows.',
  'lessons.notOpen': 'send() while CONNECTING throws.',
  'lessons.drained': 'checked again after {milliseconds} ms',
  'lessons.error': 'The event has no reason, not even the HTTP status: a page must not learn it of other hosts.',
  'lessons.sendBytes': 'Send {bytes} bytes',
  'lessons.packed': '{bytes} bytes: a line of JSON and {content} bytes of content',
  'lessons.blob': 'The content is read later, by await blob.arrayBuffer().',
  'lessons.arrayBuffer': 'The content is there at once.',
  'lessons.base64': '{bytes} bytes; in base64, as text transports carry them, {base64} characters',
  'lessons.noTls': 'This lab has no TLS port. Start one with',
  'lessons.hasTls': 'This lab has a TLS port: {port}.',
  'lessons.openTls': 'Open this step over TLS',
  'lessons.tlsOpen': 'Certificate accepted, handshake done: all bytes are encrypted.',
  'lessons.tlsError':
    'Did not open. If the certificate is one for development, open the page over TLS first and accept it there.',
  'lessons.token': 'The first person’s JWT: header and claims, readable by anyone who has it',
  'lessons.claim.alg': 'the algorithm of the signature',
  'lessons.claim.typ': 'the kind of token',
  'lessons.claim.iss': 'issued by',
  'lessons.claim.aud': 'issued for',
  'lessons.claim.sub': 'the user',
  'lessons.claim.jti': 'the session',
  'lessons.claim.iat': 'issued at, in seconds since 1970',
  'lessons.claim.exp': 'expires at, in seconds since 1970',
  'lessons.telnet': 'Join from a terminal:',
  'lessons.toChat': 'Open the chat',
  'lessons.toTelnet': 'Open telnet',
  'lessons.toAll': '{from} to everybody (#lobby)',
  'lessons.toGroup': '{from} to the group {to}',
  'lessons.toOne': '{from} to {to}, privately',
  'lessons.says': '{from} ► {to}',
  'lessons.others': 'Besides these three: {count}.',

  'topic.handshake-headers': 'Handshake headers',
  'topic.frames': 'Frames',
  'topic.polling-and-push': 'Polling against push',
  'topic.long-polling': 'Long polling',
  'topic.keep-alive': 'Keep-alive against short connections',
  'topic.ready-state-and-events': 'readyState and events',
  'topic.close-codes': 'Close codes',
  'topic.binary': 'Binary',
  'topic.socket.io': 'Socket.IO',
  'topic.wss': 'wss',
  'topic.jwt': 'JWT',
  'topic.online-count': 'Online count',
  'topic.groups-and-private': 'Group and private chat',
  'topic.avatars': 'Avatars',
  'topic.robot': 'Robot',
  'topic.telnet': 'Telnet',

  'close.1000': 'Normal: one side called close().',
  'close.1001': 'Going away: the server shuts down, or the page was left.',
  'close.1005': 'The close frame had no code. Never sent; the browser reports it.',
  'close.1006': 'Abnormal: the connection ended without a close frame, or never opened. Never sent; the browser reports it.',
  'close.1009': 'Too large: a message exceeded the limit.',
  'close.1011': 'Internal server error.',
  'close.4002': 'Of this lab: too many connections or requests.',
  'close.4501': 'Of this lab: the session has ended. Reconnecting is of no use.',

  'lesson.handshake.title': 'The handshake: headers of an upgrade',
  'lesson.handshake.text':
    'A WebSocket begins as an HTTP request. Upgrade: websocket asks for another protocol on the same TCP connection; Sec-WebSocket-Key is a random value, from which the server computes Sec-WebSocket-Accept. After the status 101 the connection carries frames and no more HTTP.',
  'lesson.handshake.task':
    'Choose the first two rows of the bytes: the request with its headers, and the response. Below the response the page computes the digest itself, where the browser allows it.',
  'lesson.handshake.seen': 'The request had {up} bytes, the response {down}. From here on there are only frames.',

  'lesson.frames.title': 'Frames: what a message costs',
  'lesson.frames.text':
    'A message travels in a frame: one byte with FIN and the opcode, the length in 1, 3 or 9 bytes, and from a browser a mask of four bytes, with which each byte of the payload is XORed. A server does not mask.',
  'lesson.frames.task': 'Compare the row of the message that goes up with the one that comes down: FIN, opcode, MASK, length.',
  'lesson.frames.seen':
    'The message went up in a frame of {up} bytes, of which {upHeader} are its header, and came down in one of {down} bytes, of which {downHeader} are its header.',

  'lesson.polling.title': 'Polling against push: empty answers',
  'lesson.polling.text':
    'Short polling asks once a second whether there is anything. Mostly there is nothing: a ring is a poll that brought no message. A message waits for the next poll, half an interval on average. Over the WebSocket the lab pushes it at once.',
  'lesson.polling.task': 'Compare the lengths of the bars, and count the rings.',
  'lesson.polling.seen':
    'Polls answered: {polls}; of these, {empty} brought nothing. The message took {pushed} by push and {polled} by polling.',

  'lesson.long-polling.title': 'Long polling and its gap',
  'lesson.long-polling.text':
    'The lab holds the request until there is a message, then responds, and the page asks again. What is published between a response and the next request has to wait: that is the gap. Here eight messages are due within 30 ms.',
  'lesson.long-polling.task': 'See where a line comes down and the next one goes up: messages in between wait for that request.',
  'lesson.long-polling.seen':
    '{messages} messages came in responses: {polls}. The fastest took {fastest} by long polling, the slowest {slowest}.',

  'lesson.keep-alive.title': 'Keep-alive against short connections',
  'lesson.keep-alive.text':
    'HTTP/1.1 keeps a connection open for further requests (keep-alive). So polls, too, use connections that stay, which the thick line along the top shows; a browser keeps several and takes any that is free. What each poll repeats are its headers. A short connection is opened for one message and closed: with handshakes each time.',
  'lesson.keep-alive.task': 'Try both with the button: the same messages over one WebSocket, and over a new one each.',
  'lesson.keep-alive.seen': 'Polls until now: {requests}. TCP connections that carried them: {connections}.',

  'lesson.events.title': 'readyState, bufferedAmount and events: open, message, error, close',
  'lesson.events.text':
    'A WebSocket has four events, and four states: CONNECTING 0, OPEN 1, CLOSING 2, CLOSED 3. send() returns at once; what the network has not taken yet is bufferedAmount. A close event has a code, which says how the connection ended.',
  'lesson.events.task': 'Open a socket, send, then end it in each of these ways and compare the codes.',

  'lesson.binary.title': 'Binary messages: Blob and ArrayBuffer',
  'lesson.binary.text':
    'A message is text or binary. binaryType says how the browser hands over a binary one: as a Blob, whose content is read later, or as an ArrayBuffer, which is there at once. Transports that carry only text need base64: four characters for three bytes.',
  'lesson.binary.task': 'Open a socket with one binaryType, send the bytes to yourself, then do the same with the other.',

  'lesson.socket-io.title': 'Socket.IO: polling, upgrade, packets',
  'lesson.socket-io.text':
    'Socket.IO is not another name of WebSocket but a protocol above it. Its client begins with HTTP polling, tests a WebSocket and upgrades to it. Each message has the number of its packet type and an event name; the server pings; an event can be acknowledged.',
  'lesson.socket-io.task':
    'Call io(), see the upgrade, emit an event, and compare the packet with what you wrote. The race has it beside a WebSocket.',
  'lesson.socket-io.seen':
    'By the lab’s meters: {requests} requests, {connections} TCP connections, {up} bytes up, {down} bytes down.',

  'lesson.tls.title': 'TLS: wss and https',
  'lesson.tls.text':
    'wss is a WebSocket over TLS, as https is HTTP over TLS: the same handshake and frames, encrypted. A page that came by https may not open ws sockets to other machines. The browser must accept the certificate: a WebSocket cannot ask the user, it fails with an error event.',
  'lesson.tls.task': 'If the lab has a TLS port, open a wss socket and compare its events with those of ws.',
  'lesson.tls.seen': 'This page came by {page} and its sockets use {sockets}',

  'lesson.people.title': 'Many people: JWT, online count, group and private chat, avatars, robot, telnet',
  'lesson.people.text':
    'Three people, with an avatar each, are in one chat, each over another transport. A log-in returns a JWT, which every transport accepts. A message to #lobby reaches everybody, one to a group its members, a private one two people. With --robot a robot is there, and telnet is the same chat as lines.',
  'lesson.people.task': 'Send each kind of message and see who receives it, the sender included. With ./lab --class the phones of a class take part.',
  'lesson.people.seen': 'Online count of #lobby, as the lab reports it: {count}.',
};
