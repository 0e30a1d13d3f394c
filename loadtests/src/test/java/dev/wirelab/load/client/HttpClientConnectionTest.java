package dev.wirelab.load.client;

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

/// Requests to a server that closes the connection after each response unless it is asked not to.
final class HttpClientConnectionTest {
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
    void afterConnectionCloseTheNextRequestUsesANewConnection() throws IOException {
        request(5, "");
        assertThat(ports).hasSize(5);
    }

    @Test
    void aConnectionThatIsKeptServesAllRequests() throws IOException {
        request(5, "Connection: keep-alive\r\n");
        assertThat(ports).hasSize(1);
    }

    @Test
    void anExchangeContainsAllBytesOfTheConnection() throws IOException {
        try (HttpClientConnection http = new HttpClientConnection(server.getAddress())) {
            RawExchange exchange = http.get("/", "");
            assertThat(exchange.request())
                    .startsWith("GET / HTTP/1.1\r\nHost: ")
                    .endsWith("\r\n\r\n");
            assertThat(exchange.head()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
            assertThat((long) exchange.bytes()).isEqualTo(http.socket().bytes());
            assertThat(http.socket().isAtEnd()).isTrue();
        }
    }

    private void request(int times, String headers) throws IOException {
        try (HttpClientConnection http = new HttpClientConnection(server.getAddress())) {
            for (int i = 0; i < times; i++) {
                assertThat(http.get("/", headers).status()).isEqualTo(200);
            }
        }
    }
}
