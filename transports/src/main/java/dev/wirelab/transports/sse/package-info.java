/// Server-Sent Events (WHATWG HTML §9.2): a response that never ends, on which the lab sends events
/// as text; a browser reads it with `EventSource`, which reconnects by itself.
///
///     C: GET /sse?after=k3-41 HTTP/1.1
///     C: Authorization: Bearer eyJ…
///     S: HTTP/1.1 200 OK
///     S: Content-Type: text/event-stream
///     S: Transfer-Encoding: chunked
///     S:
///     S: retry: 1000
///     S:
///     S: id: k3-41
///     S: data: {"type":"hello","user":"alice","cursor":"k3-41"}
///     S:
///     S: id: k3-42
///     S: data: {"type":"message","cursor":"k3-42","from":"bob","to":"#lobby","text":"hi","at":1763712000000}
///     S:
///        … nothing for 25 s …
///     S: :
///
///     C: GET /sse?after=k3-41 HTTP/1.1
///     C: Last-Event-ID: k3-42
///
/// Events that are pending together are sent as one chunk, in one write. Commands are posted to
/// `/api/commands`.
@NullMarked
package dev.wirelab.transports.sse;

import org.jspecify.annotations.NullMarked;
