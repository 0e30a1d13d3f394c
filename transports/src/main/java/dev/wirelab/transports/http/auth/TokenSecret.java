package dev.wirelab.transports.http.auth;

import java.security.SecureRandom;

/// The secret that signs the tokens. Never logged or shown.
public final class TokenSecret {
    /// The shortest secret, in bytes: as long as the hash (RFC 7518 §3.2).
    public static final int MIN_BYTES = 32;

    private final byte[] bytes;

    /// @throws IllegalArgumentException if it has less than [#MIN_BYTES]
    public TokenSecret(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "the token secret has less than " + MIN_BYTES + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /// A new random secret.
    public static TokenSecret random() {
        byte[] bytes = new byte[MIN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new TokenSecret(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
