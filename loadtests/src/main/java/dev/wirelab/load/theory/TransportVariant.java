package dev.wirelab.load.theory;

import dev.wirelab.load.server.DescribedTransport;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A transport as a row of a comparison uses it: with connections that are kept open, or with a new
/// TCP connection for each request; over HTTP/1.1, or over HTTP/2; in plaintext, or over TLS.
///
/// @param transport the transport
/// @param freshConnections whether each request opens a connection of its own
/// @param http2 whether its requests are streams of connections of HTTP/2
/// @param tls whether its connections use TLS
public record TransportVariant(
        TransportTraits transport, boolean freshConnections, boolean http2, boolean tls) {
    private static final String FRESH = "-fresh";
    private static final String HTTP2 = "-h2";
    private static final String TLS = "-tls";

    /// @throws IllegalArgumentException if the transport has no such variant
    public TransportVariant {
        if (freshConnections && !transport.hasFreshConnections()) {
            throw new IllegalArgumentException(transport.id() + " keeps its connection");
        }
        if (http2 && (freshConnections || !transport.speaksHttp2())) {
            throw new IllegalArgumentException(transport.id() + " does not speak HTTP/2 so");
        }
    }

    /// The usual variant of each transport, in the order in which a comparison runs them.
    public static List<TransportVariant> usual() {
        return TransportModels.all().stream()
                .map(transport -> new TransportVariant(transport, false, false, false))
                .toList();
    }

    /// All variants of all transports, the usual ones first.
    public static List<TransportVariant> all() {
        List<TransportVariant> plain =
                Stream.of(
                                usual().stream(),
                                usual().stream().flatMap(variant -> variant.fresh().stream()),
                                usual().stream().flatMap(variant -> variant.overHttp2().stream()))
                        .flatMap(Function.identity())
                        .toList();
        return Stream.concat(
                        plain.stream(),
                        plain.stream().flatMap(variant -> variant.secured().stream()))
                .toList();
    }

    /// The ids of all variants.
    public static List<String> ids() {
        return all().stream().map(TransportVariant::id).toList();
    }

    /// The variant with an id.
    public static Optional<TransportVariant> byId(String id) {
        return all().stream().filter(variant -> variant.id().equals(id)).findFirst();
    }

    /// A transport of a server that is not Wirelab.
    public static TransportVariant of(DescribedTransport described) {
        return new TransportVariant(new OtherTransport(described), false, false, false);
    }

    /// The same transport with a new connection for each request, if it has such a variant.
    public Optional<TransportVariant> fresh() {
        return transport.hasFreshConnections() && !http2
                ? Optional.of(new TransportVariant(transport, true, false, tls))
                : Optional.empty();
    }

    /// The same over HTTP/2, if the transport has such a variant: one with kept connections.
    public Optional<TransportVariant> overHttp2() {
        return transport.speaksHttp2() && !freshConnections
                ? Optional.of(new TransportVariant(transport, false, true, tls))
                : Optional.empty();
    }

    /// The same over TLS; empty for a server that is not Wirelab.
    public Optional<TransportVariant> secured() {
        return transport.described().isPresent()
                ? Optional.empty()
                : Optional.of(new TransportVariant(transport, freshConnections, http2, true));
    }

    /// The transport's id, with `-fresh` where each request opens a connection of its own, `-h2`
    /// where it uses HTTP/2 and `-tls` where it uses TLS, or with the server's name before it if
    /// that is not Wirelab.
    public String id() {
        if (transport.described().isPresent()) {
            return transport.described().get().id();
        }
        return transport.id()
                + (freshConnections ? FRESH : "")
                + (http2 ? HTTP2 : "")
                + (tls ? TLS : "");
    }
}
