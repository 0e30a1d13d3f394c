package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;

/// Reads the bytes of one connection, in any portions, and settles them in units whose bytes all
/// have a class. Units of one direction are settled in the order of the stream.
///
/// Used by one thread at a time. What it holds is bounded.
interface Dissector {
    /// Takes the next bytes of a direction. Those of the other one may be seen later than they
    /// passed: an answer to what comes may stand there already.
    void see(Direction direction, byte[] bytes);

    /// The connection has ended: settles what is unfinished. May be called again, when something
    /// still came.
    void end();

    /// Whether the next byte to the client begins a message whose classes its own bytes tell,
    /// whatever came before: what is known of the same bytes on another connection holds here too.
    boolean isAtMessage();

    /// Whether all that comes belongs to one session.
    boolean isLasting();
}
