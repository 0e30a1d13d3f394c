package dev.wirelab.core.chat;

import java.security.SecureRandom;
import java.util.Base64;

/// Creates the ids of sessions: 96 random bits, so that no two are ever the same, in 16 characters,
/// since each poll carries one in its token. Safe for use by any number of threads.
final class SessionIds {
    private static final int BYTES = 12;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
