package dev.wirelab.load.theory;

import dev.wirelab.load.server.DescribedTransport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A transport as a row of a comparison uses it: with connections that are kept open, or with a new
/// TCP connection for each request.
///
/// @param transport the transport
/// @param freshConnections whether each request opens a connection of its own
public record TransportVariant(TransportTraits transport, boolean freshConnections) {
    private static final String FRESH = "-fresh";

    /// @throws IllegalArgumentException if the transport has no such variant
    public TransportVariant {
        if (freshConnections && !transport.hasFreshConnections()) {
            throw new IllegalArgumentException(transport.id() + " keeps its connection");
        }
    }

    /// The usual variant of each transport, in the order in which a comparison runs them.
    public static List<TransportVariant> usual() {
        return TransportModels.all().stream()
                .map(transport -> new TransportVariant(transport, false))
                .toList();
    }

    /// All variants of all transports, the usual ones first.
    public static List<TransportVariant> all() {
        return Stream.concat(
                        usual().stream(),
                        usual().stream().flatMap(variant -> variant.fresh().stream()))
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
        return new TransportVariant(new OtherTransport(described), false);
    }

    /// The same transport with a new connection for each request, if it has such a variant.
    public Optional<TransportVariant> fresh() {
        return transport.hasFreshConnections()
                ? Optional.of(new TransportVariant(transport, true))
                : Optional.empty();
    }

    /// The transport's id, with `-fresh` where each request opens a connection of its own, or with
    /// the server's name before it if that is not Wirelab.
    public String id() {
        if (transport.described().isPresent()) {
            return transport.described().get().id();
        }
        return freshConnections ? transport.id() + FRESH : transport.id();
    }
}
