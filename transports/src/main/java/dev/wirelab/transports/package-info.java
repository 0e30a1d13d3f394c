/// What all transports share: the interface that the lab uses to start and stop them ([Transport]),
/// the description of each ([TransportType]), the parts of the lab that they use
/// ([TransportContext]), and for connections that stay open [ClientConnection] (log-in, commands,
/// replies) and [OutboundWriter] (one write at a time, without a queue).
///
/// Each transport is a package of its own beside this one and knows none of the others.
@NullMarked
package dev.wirelab.transports;

import org.jspecify.annotations.NullMarked;
