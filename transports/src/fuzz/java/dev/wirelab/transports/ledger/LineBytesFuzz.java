package dev.wirelab.transports.ledger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for lines that break [AnyBytesTest].
final class LineBytesFuzz {
    @MethodSource("dev.wirelab.transports.ledger.AnyBytesTest#lines")
    @FuzzTest
    void lines(byte[] input) {
        AnyBytesTest.checkLines(input);
    }
}
