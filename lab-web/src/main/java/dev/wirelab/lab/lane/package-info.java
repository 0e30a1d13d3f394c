/// The page's TCP lane: a WebSocket behind which the server holds a real TCP connection.
@NullMarked
package dev.wirelab.lab.lane;

import org.jspecify.annotations.NullMarked;
