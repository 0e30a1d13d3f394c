package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class TcpSegmentsTest {
    private static final int EXCHANGES = 500;

    @Test
    void eachSegmentBetweenTwoSocketsOfThisMachineIsCountedOnce() throws IOException {
        TcpSegments segments = TcpSegments.with("http://127.0.0.1:7070");
        OptionalLong before = segments.passed();
        assumeTrue(before.isPresent(), "the kernel tells no segments");

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket other = server.accept()) {
            for (int i = 0; i < EXCHANGES; i++) {
                one.getOutputStream().write(1);
                other.getInputStream().read();
                other.getOutputStream().write(1);
                one.getInputStream().read();
            }
        }

        long passed = segments.passed().orElseThrow() - before.getAsLong();
        // Answers carry the acknowledgements; other traffic of this machine may be included.
        assertThat(passed).isBetween(2L * EXCHANGES, 20L * EXCHANGES);
    }

    @Test
    void ofALabElsewhereBothDirectionsAreCounted() {
        OptionalLong here = TcpSegments.with("http://localhost:7070").passed();
        OptionalLong elsewhere = TcpSegments.with("http://192.0.2.1:7070").passed();

        assertThat(elsewhere.isPresent()).isEqualTo(here.isPresent());
        assertThat(elsewhere.orElse(1)).isGreaterThan(here.orElse(0));
    }
}
