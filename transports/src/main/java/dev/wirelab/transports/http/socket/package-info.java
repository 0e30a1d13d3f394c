/// What lies beneath HTTP: the listening socket, connections that count their bytes and take shared
/// writes, and what their selector does between two rounds.
@NullMarked
package dev.wirelab.transports.http.socket;

import org.jspecify.annotations.NullMarked;
