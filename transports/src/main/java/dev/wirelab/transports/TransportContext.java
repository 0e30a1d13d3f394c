package dev.wirelab.transports;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.transports.ledger.TrafficInspector;
import java.net.InetSocketAddress;

/// What a transport is given.
///
/// @param chat what it carries
/// @param tokens who may connect
/// @param meters what it counts into
/// @param limits its bounds in time
/// @param tasks runs its tasks again and again
/// @param inspector what reads the bytes of its connections
/// @param draining whether the lab is about to stop
/// @param origins which pages may use it
/// @param tcp where a transport listens that has a port of its own; port 0 takes a free one
public record TransportContext(
        Chat chat,
        Tokens tokens,
        Meters meters,
        TimeLimits limits,
        RepeatedTasks tasks,
        TrafficInspector inspector,
        Shutdown draining,
        Origins origins,
        InetSocketAddress tcp) {
    /// Counts unexpected exceptions.
    public Faults faults() {
        return chat.faults();
    }
}
