/// Descriptions of servers that are not Wirelab: which transports they have, and what a client
/// sends and receives on each. docs/any-server.md explains the files.
@NullMarked
package dev.wirelab.load.server;

import org.jspecify.annotations.NullMarked;
