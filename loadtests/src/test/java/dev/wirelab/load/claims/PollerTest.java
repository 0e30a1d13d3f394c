package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Asking over kept and over new connections, of a server that closes after each answer unless it
/// is asked not to.
final class PollerTest {
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext(
                "/",
                exchange -> {
                    ports.add(exchange.getRemoteAddress().getPort());
                    if (!"keep-alive".equals(exchange.getRequestHeaders().getFirst("Connection"))) {
                        exchange.getResponseHeaders().set("Connection", "close");
                    }
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServerThatClosesByItselfIsAskedOnANewConnectionEachTime() throws IOException {
        try (Poller poller = new Poller(server.getAddress(), "/", "")) {
            assertThat(poller.kept(5)).isPositive();
        }
        assertThat(ports).hasSize(5);
    }

    @Test
    void askedToKeepAConnectionItServesAllRequestsOnOne() throws IOException {
        try (Poller poller = new Poller(server.getAddress(), "/", "")) {
            poller.askToKeep();
            assertThat(poller.kept(5)).isPositive();
        }
        assertThat(ports).hasSize(1);
    }

    @Test
    void newConnectionsAreNewEachTime() throws IOException {
        try (Poller poller = new Poller(server.getAddress(), "/", "")) {
            assertThat(poller.fresh(5)).isPositive();
        }
        assertThat(ports).hasSize(5);
    }
}
