'use strict';
// A chat over Socket.IO: `node socket.io.js PORT`.
const { createServer } = require('node:http');
const { Server } = require('socket.io');

const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
io.on('connection', (socket) => {
  socket.on('join', (room) => {
    socket.join(room);
    socket.emit('joined');
  });
  socket.on('say', (room, text) => io.to(room).emit('said', text));
});
http.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 1024 },
  () => console.log(`listening on ${http.address().port}`));
