package dev.wirelab.load.claims;

import java.util.concurrent.atomic.AtomicInteger;

/// Texts of messages, no two the same.
final class Texts {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Texts() {}

    /// A text of so many bytes, of ASCII.
    ///
    /// @param bytes at least 12
    static String of(int bytes) {
        String number = "m" + NUMBERS.incrementAndGet();
        return number + ".".repeat(bytes - number.length());
    }
}
