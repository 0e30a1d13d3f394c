package dev.wirelab.load.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.load.link.proxy.ProxyLink;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The engine `proxy` between a client and an echo server.
@Timeout(60)
final class ProxyLinkTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket echo;

    ProxyLinkTest() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        echo.close();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = echo.accept();
                Thread.ofVirtual().start(() -> echo(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The link was cut.
        }
    }

    @Test
    void aRoundTripTakesBothDelays() throws Exception {
        try (ProxyLink link = open("rtt=60ms,rate=8mbit")) {
            try (Socket client = connect(link)) {
                assertThat(roundTrip(client)).isGreaterThan(Duration.ofMillis(60).toNanos());
            }
            LinkReport report = link.report();
            assertThat(report.engine()).isEqualTo("proxy");
            assertThat(report.up().deliveredP50()).isBetween(30_000.0, 60_000.0);
            assertThat(report.down().deliveredBitsPerSecond()).isBetween(4e6, 10e6);
            assertThat(report.up().deliveredLoss()).isNegative();
        }
    }

    @Test
    void aConnectionIsCutAfterItsTime() throws Exception {
        try (ProxyLink link = open("cut=300ms");
                Socket client = connect(link)) {
            roundTrip(client);
            InputStream in = client.getInputStream();
            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void anIdleConnectionIsCutAndOneInUseIsNot() throws Exception {
        try (ProxyLink link = open("idle-cut=400ms");
                Socket client = connect(link)) {
            for (int i = 0; i < 20; i++) {
                roundTrip(client);
                assertThat(waitsFor(client, 40)).isTrue();
            }
            InputStream in = client.getInputStream();
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aHalfOpenConnectionIsSilent() throws Exception {
        try (ProxyLink link = open("half-open=300ms");
                Socket client = connect(link)) {
            roundTrip(client);
            assertThat(waitsFor(client, 500)).isTrue();
            client.getOutputStream().write(1);
            assertThat(waitsFor(client, 300)).as("neither an answer nor an end").isTrue();
        }
    }

    @Test
    void lossIsRefusedWithAReason() throws Exception {
        assertThatThrownBy(() -> open("rtt=10ms,loss=1%"))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("cannot lose or reorder packets");
    }

    private static ProxyLink open(String link) throws Exception {
        return ProxyLink.open(LinkParser.parse(link));
    }

    private Socket connect(ProxyLink link) throws IOException {
        Target.Endpoint own = new Target.Endpoint("127.0.0.1", echo.getLocalPort());
        Target far = link.far(new Target("http://127.0.0.1:1", Map.of("tcp", own)));
        Socket client = new Socket(far.endpoint("tcp").host(), far.endpoint("tcp").port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static long roundTrip(Socket client) throws IOException {
        long start = System.nanoTime();
        client.getOutputStream().write(42);
        assertThat(client.getInputStream().read()).isEqualTo(42);
        return System.nanoTime() - start;
    }

    /// Whether nothing arrives for a time.
    private static boolean waitsFor(Socket client, int millis) throws IOException {
        client.setSoTimeout(millis);
        try {
            return client.getInputStream().read() == Integer.MIN_VALUE;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } finally {
            client.setSoTimeout(PATIENCE_MILLIS);
        }
    }
}
