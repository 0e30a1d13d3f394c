/// HTTP short polling: the client polls at intervals, and most responses are empty.
///
///     C: GET /poll/short?after=k3-42 HTTP/1.1
///     C: Authorization: Bearer eyJ…
///     S: HTTP/1.1 200 OK
///     S: Cache-Control: no-store
///     S:
///     S: {"cursor":"k3-42","events":[]}
///
/// Commands go by `POST /api/commands`.
@NullMarked
package dev.wirelab.transports.shortpoll;

import org.jspecify.annotations.NullMarked;
