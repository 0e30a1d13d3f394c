package dev.wirelab.transports.socketio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for packets of Engine.IO that break [AnyPacketTest].
final class BodyFuzz {
    @MethodSource("dev.wirelab.transports.socketio.AnyPacketTest#input")
    @FuzzTest
    void bodies(byte[] input) {
        AnyPacketTest.checkBody(input);
    }
}
