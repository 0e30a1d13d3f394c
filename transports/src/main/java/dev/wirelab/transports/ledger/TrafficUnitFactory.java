package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;

/// Makes units. A unit keeps its bytes if a tap is subscribed to them.
@FunctionalInterface
public interface TrafficUnitFactory {
    /// A new, empty unit.
    TrafficUnit make(Direction direction);
}
