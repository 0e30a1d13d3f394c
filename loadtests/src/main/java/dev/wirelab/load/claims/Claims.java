package dev.wirelab.load.claims;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The claims that are on trial.
public final class Claims {
    private static final List<Claim> ALL =
            List.of(
                    new KaazingBytes(),
                    new LongPollTransits(),
                    new ShortConnections(),
                    new HandshakeChannel(),
                    new ShortPollHolds(),
                    new LongPollWaste(),
                    new RawTcp());

    private Claims() {}

    /// All, in the order in which they are tried.
    public static List<Claim> all() {
        return ALL;
    }

    /// One by its id.
    public static Optional<Claim> byId(String id) {
        return ALL.stream().filter(claim -> claim.statement().id().equals(id)).findFirst();
    }

    /// All ids, for a person.
    public static String ids() {
        return ALL.stream().map(claim -> claim.statement().id()).collect(Collectors.joining(", "));
    }
}
