/// Counts the bytes of an HTTP/2 connection (RFC 9113) by the stream that they belong to. It reads
/// the frames as they pass the socket, below Jetty, which speaks the protocol.
@NullMarked
package dev.wirelab.transports.http.h2;

import org.jspecify.annotations.NullMarked;
