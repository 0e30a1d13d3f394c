/// HTTP streaming: a response that never ends, on which the lab sends each event as a line of JSON;
/// a browser reads it with `fetch` and reconnects by its own code.
///
///     C: GET /stream?after=k3-41 HTTP/1.1
///     C: Authorization: Bearer eyJ…
///     S: HTTP/1.1 200 OK
///     S: Content-Type: application/x-ndjson
///     S: Transfer-Encoding: chunked
///     S:
///     S: {"type":"hello","user":"alice","cursor":"k3-41"}
///     S: {"type":"message","cursor":"k3-42","from":"bob","to":"#lobby","text":"hi","at":1763712000000}
///        … nothing for 25 s …
///     S:
///
///     C: GET /stream?after=k3-42 HTTP/1.1
///
/// Events that are pending together are sent as one chunk, in one write. Commands are posted to
/// `/api/commands`.
@NullMarked
package dev.wirelab.transports.httpstream;

import org.jspecify.annotations.NullMarked;
