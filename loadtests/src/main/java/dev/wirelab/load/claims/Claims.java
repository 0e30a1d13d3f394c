package dev.wirelab.load.claims;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// All claims.
public final class Claims {
    private static final List<Claim> ALL =
            List.of(
                    KaazingBytes.CLAIM,
                    LongPollTransits.CLAIM,
                    ShortConnections.CLAIM,
                    HandshakeChannel.CLAIM,
                    ShortPollHolds.CLAIM,
                    LongPollWaste.CLAIM,
                    RawTcp.CLAIM,
                    SseMemory.CLAIM,
                    BinarySmaller.CLAIM,
                    WssSlow.CLAIM,
                    PollingNearSse.CLAIM);

    private Claims() {}

    /// In the order in which they are tested.
    public static List<Claim> all() {
        return ALL;
    }

    /// Whether one of them needs a lab with TLS ports.
    public static boolean needTls(List<Claim> claims) {
        return claims.contains(WssSlow.CLAIM);
    }

    /// Whether one of them needs a lab that speaks HTTP/2.
    public static boolean needHttp2(List<Claim> claims) {
        return claims.contains(PollingNearSse.CLAIM);
    }

    /// The claim with this id.
    public static Optional<Claim> byId(String id) {
        return ALL.stream().filter(claim -> claim.id().equals(id)).findFirst();
    }

    /// All ids, separated by commas.
    public static String ids() {
        return ALL.stream().map(Claim::id).collect(Collectors.joining(", "));
    }
}
