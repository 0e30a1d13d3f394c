/// The HTTP port: one Javalin server that carries WebSocket, SSE, both polls, the log-in and the
/// lab's own pages, counts every byte at its sockets, and reports every refusal in the same JSON.
@NullMarked
package dev.wirelab.transports.http;

import org.jspecify.annotations.NullMarked;
