package dev.wirelab.load.theory;

import dev.wirelab.load.server.DescribedTransport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A transport as a row of a comparison uses it: with connections that are kept open, or with a new
/// TCP connection for each request; in plaintext, or over TLS.
///
/// @param transport the transport
/// @param freshConnections whether each request opens a connection of its own
/// @param tls whether its connections use TLS
public record TransportVariant(TransportTraits transport, boolean freshConnections, boolean tls) {
    private static final String FRESH = "-fresh";
    private static final String TLS = "-tls";

    /// @throws IllegalArgumentException if the transport has no such variant
    public TransportVariant {
        if (freshConnections && !transport.hasFreshConnections()) {
            throw new IllegalArgumentException(transport.id() + " keeps its connection");
        }
    }

    /// The usual variant of each transport, in the order in which a comparison runs them.
    public static List<TransportVariant> usual() {
        return TransportModels.all().stream()
                .map(transport -> new TransportVariant(transport, false, false))
                .toList();
    }

    /// All variants of all transports, the usual ones first.
    public static List<TransportVariant> all() {
        List<TransportVariant> plain =
                Stream.concat(
                                usual().stream(),
                                usual().stream().flatMap(variant -> variant.fresh().stream()))
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
        return new TransportVariant(new OtherTransport(described), false, false);
    }

    /// The same transport with a new connection for each request, if it has such a variant.
    public Optional<TransportVariant> fresh() {
        return transport.hasFreshConnections()
                ? Optional.of(new TransportVariant(transport, true, tls))
                : Optional.empty();
    }

    /// The same over TLS; empty for a server that is not Wirelab.
    public Optional<TransportVariant> secured() {
        return transport.described().isPresent()
                ? Optional.empty()
                : Optional.of(new TransportVariant(transport, freshConnections, true));
    }

    /// The transport's id, with `-fresh` where each request opens a connection of its own and
    /// `-tls` where it uses TLS, or with the server's name before it if that is not Wirelab.
    public String id() {
        if (transport.described().isPresent()) {
            return transport.described().get().id();
        }
        return transport.id() + (freshConnections ? FRESH : "") + (tls ? TLS : "");
    }
}
