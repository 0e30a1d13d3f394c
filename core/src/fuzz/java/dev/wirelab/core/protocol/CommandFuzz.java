package dev.wirelab.core.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for commands that break [AnyInputTest].
final class CommandFuzz {
    @MethodSource("dev.wirelab.core.protocol.AnyInputTest#commands")
    @FuzzTest
    void commands(byte[] input) {
        AnyInputTest.checkCommand(input);
    }
}
