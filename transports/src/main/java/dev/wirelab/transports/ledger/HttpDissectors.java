package dev.wirelab.transports.ledger;

import java.util.List;

/// Makes the dissectors of an HTTP port.
///
/// @param routes tried in this order; the first that recognises an exchange classifies it
public record HttpDissectors(List<ExchangeReader.Classifier> routes) {
    /// For connections of HTTP/1.1.
    public Dissector.Factory http1() {
        return (units, settled) -> new HttpDissector(routes, units, settled);
    }

    /// For connections of either version: HTTP/1.1 as a whole, HTTP/2 without its streams.
    public Dissector.Factory http1Or2() {
        return (units, settled) -> new VersionDissector(http1(), units, settled);
    }

    /// For a stream of HTTP/2.
    public Dissector.Factory stream(StreamHeads heads) {
        return (units, settled) -> new Http2StreamDissector(routes, heads, units, settled);
    }
}
