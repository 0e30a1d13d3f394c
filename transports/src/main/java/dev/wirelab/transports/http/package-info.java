/// The HTTP port: one Javalin server that carries WebSocket, both polls, log-in and the lab's own
/// pages, counts every byte at its sockets, and turns every refusal into the same JSON.
@NullMarked
package dev.wirelab.transports.http;

import org.jspecify.annotations.NullMarked;
