package dev.wirelab.load.claims;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

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

    /// So many of them.
    static List<String> of(int bytes, int count) {
        return Stream.generate(() -> of(bytes)).limit(count).toList();
    }
}
