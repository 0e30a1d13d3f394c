package dev.wirelab.load.compare;

import dev.wirelab.load.theory.TransportVariant;
import java.util.List;

/// The variants of transports that a lab without TLS and HTTP/2 offers.
final class PlainVariants {
    private PlainVariants() {}

    /// Their ids.
    static List<String> ids() {
        return TransportVariant.all().stream()
                .filter(variant -> !variant.tls() && !variant.http2())
                .map(TransportVariant::id)
                .toList();
    }
}
