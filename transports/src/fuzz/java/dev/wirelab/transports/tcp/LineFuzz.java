package dev.wirelab.transports.tcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for bytes whose lines break [AnyLineTest].
final class LineFuzz {
    @MethodSource("dev.wirelab.transports.tcp.AnyLineTest#input")
    @FuzzTest
    void lines(byte[] input) {
        AnyLineTest.checkLines(input);
    }
}
