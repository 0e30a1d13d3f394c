package dev.wirelab.core.chat;

import java.security.SecureRandom;
import java.util.Base64;

/// Creates session ids of 96 random bits, so that an id never repeats. They have only 16
/// characters, since every poll carries its session's id in its token. Safe for use by any number
/// of threads.
final class SessionIds {
    private static final int BYTES = 12;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
