/// The contract test kit: what docs/protocol.md promises, tried over real sockets.
///
/// A transport belongs to the lab when a concrete class here extends [TransportContract] and names
/// its [KitTransport]. The kit is black-box: it starts a lab by a [LabFactory], speaks to it as any
/// client would, and uses none of the lab's own codecs, so that a fault in those is seen.
@NullMarked
package dev.wirelab.transports.kit;

import org.jspecify.annotations.NullMarked;
