package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;

/// Makes units, whose bytes are kept if somebody wants to see them now.
@FunctionalInterface
public interface TrafficUnitFactory {
    /// A new, empty unit.
    TrafficUnit make(Direction direction);
}
