package dev.wirelab.transports;

import dev.wirelab.transports.ledger.Dissector;
import dev.wirelab.transports.ledger.ExchangeReader;
import java.util.function.Function;

/// A transport that is part of this program: its descriptor and factories for its parts. All are
/// listed in `dev.wirelab.transports.lab.TransportTypes`.
///
/// @param descriptor its static properties
/// @param dissection how the ledger classifies its bytes
/// @param create creates the transport of a lab, without opening a port
/// @param guest connects its warm-up clients
public record TransportType(
        TransportDescriptor descriptor,
        Dissection dissection,
        Function<TransportContext, Transport> create,
        WarmUpGuest.Factory guest) {
    /// How the ledger classifies the bytes of a transport.
    public sealed interface Dissection {
        /// The transport uses the HTTP port: classifies its exchanges, and what follows an upgrade.
        record OnHttp(ExchangeReader.Classifier exchanges) implements Dissection {}

        /// The transport has a port of its own: dissects whole connections.
        record OnOwnPort(Dissector.Factory dissector) implements Dissection {}
    }
}
