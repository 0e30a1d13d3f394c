package dev.wirelab.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The way of a lane, to a bare server.
@Timeout(60)
class LanePathTest {
    private final Faults faults = new Faults();
    private ServerSocket lab;
    private LanePath path;

    @BeforeEach
    void start() throws IOException {
        lab = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        lab.setSoTimeout(20_000);
        path =
                new LanePath(
                        new InetSocketAddress(lab.getInetAddress(), lab.getLocalPort()),
                        NetworkProfile.UMTS,
                        faults);
    }

    @AfterEach
    void stop() throws IOException {
        path.close();
        lab.close();
        assertThat(faults.snapshot()).isEmpty();
    }

    @Test
    void bytesArriveAfterTheDelayAndAtTheRate() throws Exception {
        byte[] sent = new byte[19_200];
        try (Socket page = connect();
                Socket server = lab.accept()) {
            long begun = System.nanoTime();
            page.getOutputStream().write(sent);
            assertThat(server.getInputStream().readNBytes(sent.length)).hasSize(sent.length);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("half of 300 ms, and 0.2 s at 768 kbit/s")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(350));
        }
    }

    @Test
    void aStallHoldsBytesUpAndLosesNone() throws Exception {
        try (Socket page = connect();
                Socket server = lab.accept()) {
            Duration stall = Duration.ofMillis(600);
            long begun = System.nanoTime();
            path.stall(stall);
            server.getOutputStream().write(new byte[] {1, 2, 3});
            assertThat(page.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(stall);
        }
    }

    @Test
    void theEndOfOneDirectionTravelsAndTheOtherStaysOpen() throws Exception {
        try (Socket page = connect();
                Socket server = lab.accept()) {
            page.shutdownOutput();
            assertThat(server.getInputStream().read()).isNegative();
            server.getOutputStream().write(7);
            assertThat(page.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void aLabThatIsNotThereEndsTheConnection() throws Exception {
        lab.close();
        try (Socket page = connect()) {
            assertThat(page.getInputStream().read()).isNegative();
        }
        assertThat(path.open()).isZero();
    }

    private Socket connect() throws IOException {
        Socket page = new Socket(InetAddress.getLoopbackAddress(), path.port());
        page.setSoTimeout(20_000);
        return page;
    }
}
