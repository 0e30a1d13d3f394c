/// WebSocket (RFC 6455): one connection that stays open, full duplex, with a frame header of 2 to 14
/// bytes for each message.
///
///     C: GET /ws?after=k3-41&echo=true HTTP/1.1
///     C: Upgrade: websocket
///     C: Connection: Upgrade
///     C: Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
///     C: Sec-WebSocket-Version: 13
///     C: Authorization: Bearer eyJ…
///     S: HTTP/1.1 101 Switching Protocols
///     S: Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
///     S:
///     S: [text] {"type":"hello","user":"alice","cursor":"k3-41"}
///     C: [text, masked] {"type":"say","to":"#lobby","text":"hi"}
///     S: [text] {"type":"message","cursor":"k3-42","from":"alice","to":"#lobby","text":"hi","at":1763712000000}
///
/// A frame from the client is one command; a frame from the server is one or several events, one a
/// line.
@NullMarked
package dev.wirelab.transports.websocket;

import org.jspecify.annotations.NullMarked;
