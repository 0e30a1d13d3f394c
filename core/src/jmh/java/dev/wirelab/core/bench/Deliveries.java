package dev.wirelab.core.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Beside the time of a burst, that of one of its deliveries.
@State(Scope.Thread)
@AuxCounters
public class Deliveries {
    /// How many there were: one for each event and reader.
    public long delivery;
}
