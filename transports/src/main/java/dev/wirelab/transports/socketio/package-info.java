/// Socket.IO (Engine.IO protocol 4, Socket.IO protocol 5): the session of a client, which begins
/// with long polling and moves to a WebSocket, or is a WebSocket from the start; on it, packets of
/// one or several namespaces.
///
///     C: GET /socket.io/?EIO=4&transport=polling
///     S: 0{"sid":"Xh3…","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":10000,…}
///     C: POST /socket.io/?EIO=4&transport=polling&sid=Xh3…      40{"token":"eyJ…"}
///     S: ok
///     C: GET /socket.io/?EIO=4&transport=polling&sid=Xh3…
///     S: 40{"sid":"p9Q…","pid":"eyJ…"} ␞ 42["hello",{"type":"hello",…},"k3-41"]
///     C: GET /socket.io/?EIO=4&transport=websocket&sid=Xh3…     (upgrade)
///     C: [text] 2probe
///     S: [text] 3probe
///     C: [text] 5
///     C: [text] 427["say",{"to":"#lobby","text":"hi"}]
///     S: [text] 437[{"type":"ok","cursor":"k3-42"}]
///     S: [text] 42["message",{"type":"message","cursor":"k3-42",…},"k3-42"]
///     S: [text] 2
///     C: [text] 3
///
/// `Engine…` types implement Engine.IO: sessions and packets of bytes. `Packet…` types implement
/// Socket.IO, `Chat…` types connect it to the chat, and `Dialect…` types serve the pages of
/// tutorials. Events are encoded once as WebSocket frames. The answer to a poll is made of the same
/// frames, so that an upgrade changes only how they are written.
@NullMarked
package dev.wirelab.transports.socketio;

import org.jspecify.annotations.NullMarked;
