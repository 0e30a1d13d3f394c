/// What every transport has in common: the small interface that the lab starts them by
/// ([Transport]), what they are given ([TransportContext]), and the two pieces that wires with a
/// lasting connection share: [ClientConnection], the talk with the chat, and [OutboundWriter],
/// which writes what is due, one write at a time.
///
/// Each transport is a package of its own beside this one and knows none of the others.
@NullMarked
package dev.wirelab.transports;

import org.jspecify.annotations.NullMarked;
