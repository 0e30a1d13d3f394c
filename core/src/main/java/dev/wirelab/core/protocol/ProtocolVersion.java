package dev.wirelab.core.protocol;

import org.jspecify.annotations.Nullable;

/// The version of the protocol that a connection or a request uses. In version 2 the content of a
/// message may be binary; a client of version 1 receives a text in its place.
public enum ProtocolVersion {
    /// Messages are texts.
    V1(1, 8 * 1024),
    /// Messages are texts or binary.
    V2(2, 96 * 1024);

    private final int number;
    private final int maxCommandBytes;

    ProtocolVersion(int number, int maxCommandBytes) {
        this.number = number;
        this.maxCommandBytes = maxCommandBytes;
    }

    /// Its number as transmitted.
    public int number() {
        return number;
    }

    /// The longest command, in bytes of UTF-8, its line end not included.
    public int maxCommandBytes() {
        return maxCommandBytes;
    }

    /// The version with this number, as in `?v=2`; version 1 for null.
    ///
    /// @throws Refusal `bad_request` if there is no such version
    public static ProtocolVersion parse(@Nullable String number) {
        return switch (number) {
            case null -> V1;
            case "1" -> V1;
            case "2" -> V2;
            default -> throw Refusal.badRequest("v, the version of the protocol, must be 1 or 2");
        };
    }
}
