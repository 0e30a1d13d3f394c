package dev.wirelab.transports;

import dev.wirelab.transports.ledger.Dissector;
import dev.wirelab.transports.ledger.ExchangeReader;
import java.util.function.Function;

/// A transport that this program has: its description, and how to make its parts. The list of all
/// of them is `dev.wirelab.transports.lab.TransportTypes`.
///
/// @param descriptor what can be said of it without running it
/// @param dissection how the ledger reads its bytes
/// @param create makes the transport of a lab; opens nothing
/// @param guest makes its clients that warm up a lab
public record TransportType(
        TransportDescriptor descriptor,
        Dissection dissection,
        Function<TransportContext, Transport> create,
        WarmUpGuest.Factory guest) {
    /// How the ledger reads the bytes of a transport.
    public sealed interface Dissection {
        /// It lives on the HTTP port: its exchanges, and what follows an upgrade.
        record OnHttp(ExchangeReader.Classifier exchanges) implements Dissection {}

        /// It has a port of its own: whole connections.
        record OnOwnPort(Dissector.Factory dissector) implements Dissection {}
    }
}
