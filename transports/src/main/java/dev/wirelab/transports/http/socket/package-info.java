/// The layer below HTTP: the listening socket, connections that count their bytes and accept shared
/// writes, and the task that a selector runs between two rounds.
@NullMarked
package dev.wirelab.transports.http.socket;

import org.jspecify.annotations.NullMarked;
