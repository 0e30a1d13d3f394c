package dev.wirelab.transports.ledger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for HTTP that break [AnyBytesTest].
final class HttpFuzz {
    @MethodSource("dev.wirelab.transports.ledger.AnyBytesTest#http")
    @FuzzTest
    void http(byte[] input) {
        AnyBytesTest.checkHttp(input);
    }
}
