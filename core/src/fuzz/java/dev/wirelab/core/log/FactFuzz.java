package dev.wirelab.core.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for bytes that break [AnyFactTest].
final class FactFuzz {
    @MethodSource("dev.wirelab.core.log.AnyFactTest#facts")
    @FuzzTest
    void facts(byte[] input) {
        AnyFactTest.check(input);
    }
}
