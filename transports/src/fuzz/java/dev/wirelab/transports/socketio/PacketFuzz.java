package dev.wirelab.transports.socketio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for packets of Socket.IO that break [AnyPacketTest].
final class PacketFuzz {
    @MethodSource("dev.wirelab.transports.socketio.AnyPacketTest#input")
    @FuzzTest
    void packets(byte[] input) throws JsonProcessingException {
        AnyPacketTest.checkPacket(input);
    }
}
