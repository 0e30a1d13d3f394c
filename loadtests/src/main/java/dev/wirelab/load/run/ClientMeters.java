package dev.wirelab.load.run;

import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.MeterSource;
import dev.wirelab.load.measure.ProcessTree;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The meters of a server that has none: bytes and requests are those of the clients' sockets, and
/// the CPU time is that of a process on this machine, if it is known.
///
/// @param process null: the CPU time is not measured
/// @param arrivals how many messages have reached readers
record ClientMeters(ClientTraffic traffic, @Nullable ProcessTree process, LongSupplier arrivals)
        implements MeterSource {
    @Override
    public Optional<MeterReadings> meters(String transport) {
        if (process != null && !process.isAlive()) {
            return Optional.empty();
        }
        return Optional.of(
                new MeterReadings(
                        System.nanoTime(),
                        traffic.bytesSent(),
                        traffic.bytesReceived(),
                        traffic.requests(),
                        0,
                        traffic.connections(),
                        0,
                        arrivals.getAsLong(),
                        process == null ? 0 : process.cpuNanos().orElse(0),
                        0,
                        null,
                        arrivals.getAsLong()));
    }
}
