package dev.wirelab.transports.ledger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for streams of HTTP/2 that break [AnyBytesTest].
final class StreamFuzz {
    @MethodSource("dev.wirelab.transports.ledger.AnyBytesTest#streams")
    @FuzzTest
    void streams(byte[] input) {
        AnyBytesTest.checkStreams(input);
    }
}
