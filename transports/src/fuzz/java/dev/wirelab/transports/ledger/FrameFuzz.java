package dev.wirelab.transports.ledger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for WebSocket frames that break [AnyBytesTest].
final class FrameFuzz {
    @MethodSource("dev.wirelab.transports.ledger.AnyBytesTest#frames")
    @FuzzTest
    void frames(byte[] input) {
        AnyBytesTest.checkFrames(input);
    }
}
