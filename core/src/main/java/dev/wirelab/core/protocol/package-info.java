/// What clients and server exchange: commands, events, addresses, cursors, error codes, and their
/// encoding as JSON. How several of them are framed is up to each transport.
///
/// Everything here is a value; nothing keeps state, opens a socket or knows who is logged in. The
/// load generator uses this package and no other package of the server.
@NullMarked
package dev.wirelab.core.protocol;

import org.jspecify.annotations.NullMarked;
