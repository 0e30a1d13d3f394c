'use strict';
// A chat over `ws`: `node ws.js PORT`. Each message is encoded once and sent to the members of its room.
const { WebSocketServer } = require('ws');

const rooms = new Map();
const server = new WebSocketServer({
  host: '127.0.0.1', port: Number(process.argv[2]), backlog: 1024, perMessageDeflate: false,
});
server.on('listening', () => console.log(`listening on ${server.address().port}`));
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'join') {
      socket.room = message.room;
      if (!rooms.has(socket.room)) rooms.set(socket.room, new Set());
      rooms.get(socket.room).add(socket);
      socket.send(JSON.stringify({ type: 'joined' }));
    } else {
      const text = JSON.stringify({ type: 'said', text: message.text });
      for (const member of rooms.get(message.room) ?? []) member.send(text);
    }
  });
  socket.on('close', () => {
    const room = rooms.get(socket.room);
    if (room?.delete(socket) && room.size === 0) rooms.delete(socket.room);
  });
  socket.on('error', () => {});
});
