package dev.wirelab.load.measure;

import java.util.Optional;
import java.util.OptionalLong;

/// Tells what a transport of a server has cost so far.
public interface MeterSource extends AutoCloseable {
    /// The meters of one transport; empty if there are none now.
    Optional<MeterReadings> meters(String transport) throws InterruptedException;

    /// The used Java heap of the server's process; empty if it is not known.
    default OptionalLong heapBytes() throws InterruptedException {
        return OptionalLong.empty();
    }

    @Override
    default void close() {}
}
