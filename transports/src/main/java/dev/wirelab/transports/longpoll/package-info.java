/// HTTP long polling (RFC 6202): the server holds a request until there is an event.
///
///     C: GET /poll/long?after=k3-42&wait=25 HTTP/1.1
///     C: Authorization: Bearer eyJ…
///        … nothing, until bob sends a message …
///     S: HTTP/1.1 200 OK
///     S: Cache-Control: no-store
///     S:
///     S: {"cursor":"k3-43","events":[{"type":"message","cursor":"k3-43","from":"bob","to":"#lobby","text":"hi","at":1763712000000}]}
///     C: GET /poll/long?after=k3-43&wait=25 HTTP/1.1
///
/// Commands go by `POST /api/commands`.
@NullMarked
package dev.wirelab.transports.longpoll;

import org.jspecify.annotations.NullMarked;
