package dev.wirelab.transports;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.transports.ledger.TrafficInspector;
import dev.wirelab.transports.tls.Tls;
import dev.wirelab.transports.tls.TlsCounters;
import org.jspecify.annotations.Nullable;

/// The parts of the lab that a transport uses.
///
/// @param chat the chat whose commands and events it carries
/// @param tokens verifies a client's token and issues new ones
/// @param meters counts its traffic
/// @param limits its time limits
/// @param admission its other limits
/// @param tasks runs its periodic tasks
/// @param inspector inspects the bytes of its connections, for the ledger and the tap
/// @param draining whether the lab is shutting down
/// @param origins the origins of the web pages that may use it
/// @param tcp the addresses for a transport that has ports of its own
/// @param tls the certificate of the TLS ports; null without TLS
/// @param tlsCounters counts what happens on TLS ports, and handshakes on plaintext ports
public record TransportContext(
        Chat chat,
        Tokens tokens,
        Meters meters,
        TimeLimits limits,
        Admission admission,
        RepeatedTasks tasks,
        TrafficInspector inspector,
        Shutdown draining,
        Origins origins,
        ListenAddresses tcp,
        @Nullable Tls tls,
        TlsCounters tlsCounters) {
    /// Counts unexpected exceptions.
    public Faults faults() {
        return chat.faults();
    }
}
