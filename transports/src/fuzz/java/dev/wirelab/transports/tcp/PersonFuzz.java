package dev.wirelab.transports.tcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for lines of a person that break [AnyLineTest].
final class PersonFuzz {
    @MethodSource("dev.wirelab.transports.tcp.AnyLineTest#input")
    @FuzzTest
    void lines(byte[] input) {
        AnyLineTest.checkPersonsLine(input);
    }
}
