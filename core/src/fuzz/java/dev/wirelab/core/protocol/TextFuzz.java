package dev.wirelab.core.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for cursors, names and UTF-8 that break [AnyInputTest].
final class TextFuzz {
    @MethodSource("dev.wirelab.core.protocol.AnyInputTest#texts")
    @FuzzTest
    void texts(byte[] input) {
        AnyInputTest.checkText(input);
    }
}
