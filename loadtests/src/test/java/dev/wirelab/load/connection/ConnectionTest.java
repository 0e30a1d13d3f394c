package dev.wirelab.load.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.TestKeys;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Opening, closing and TLS, over real sockets.
@Timeout(120)
final class ConnectionTest {
    @Test
    void aPortWhereNobodyListensIsNamed() throws Exception {
        int free;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = listening.getLocalPort();
        }
        try (ClientLoop loop = new ClientLoop(Framing.lines())) {
            assertThat(loop.open(free))
                    .startsWith("could not connect: ")
                    .contains("refused", "127.0.0.1:" + free);
            assertThat(loop.send("late")).startsWith("could not connect");
        }
    }

    @Test
    void aServerThatDoesNotAnswerTheUpgradeIsATimeout() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitEnd);
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            assertThat(loop.open(server.port(), null, Duration.ofMillis(200)))
                    .isEqualTo("not within 200 ms");
            loop.closeConnection();
            server.awaitEnd();
        }
    }

    @Test
    void whatIsSentAfterTheCloseIsAFailure() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitEnd);
                ClientLoop loop = new ClientLoop(Framing.lines())) {
            loop.open(server.port());
            loop.closeConnection();
            assertThat(loop.send("late")).isEqualTo("the connection was closed before");
            assertThat(loop.exchange("late")).isEqualTo("the connection was closed before");
            server.awaitEnd();
        }
    }

    @Test
    void anEventStreamRunsOverTls() throws Exception {
        TestKeys keys = TestKeys.get();
        SslContext trusting =
                SslContextBuilder.forClient().trustManager(keys.pem().toFile()).build();
        try (ScriptedServer server =
                        new ScriptedServer(
                                keys.server().getServerSocketFactory(),
                                client -> {
                                    assertThat(client.head()).startsWith("GET /sse ");
                                    client.send(
                                            """
                                            HTTP/1.1 200 OK
                                            Content-Type: text/event-stream

                                            data: secret

                                            """
                                                    .replace("\n", "\r\n"));
                                    client.awaitEnd();
                                });
                ClientLoop loop = new ClientLoop(Framing.eventStream("/sse", null))) {
            assertThat(loop.open(server.port(), trusting, ClientLoop.LIMIT)).isEqualTo("open");
            assertThat(loop.messages(1)).containsExactly("secret");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsRefused() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                TestKeys.get().server().getServerSocketFactory(),
                                ScriptedServer.Peer::awaitEnd);
                ClientLoop loop = new ClientLoop(Framing.lines())) {
            SslContext strict = SslContextBuilder.forClient().build();
            assertThat(loop.open(server.port(), strict, ClientLoop.LIMIT))
                    .startsWith("TLS handshake failed: ");
        }
    }
}
