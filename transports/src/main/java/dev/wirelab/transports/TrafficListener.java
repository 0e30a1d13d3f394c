package dev.wirelab.transports;

import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;

/// Notified of the meters that the bytes of a connection are charged to. Called on any thread, in
/// the order of the charges of each direction; must not block.
public interface TrafficListener {
    /// The next bytes of a direction were charged to this meter.
    void charged(Direction direction, TrafficMeter meter, long bytes);

    /// An exchange has ended and all its bytes are charged.
    void exchangeEnded();

    /// The connection has closed; its last bytes are charged next.
    void closing();

    /// The connection has closed and all its bytes are charged.
    void closed();
}
