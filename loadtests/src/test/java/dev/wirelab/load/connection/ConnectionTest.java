package dev.wirelab.load.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Opening, closing and TLS, over real sockets.
@Timeout(120)
final class ConnectionTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir Path folder = Path.of("");

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
        KeyStore keys = keys();
        try (ScriptedServer server =
                        new ScriptedServer(
                                serverContext(keys).getServerSocketFactory(),
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
            assertThat(loop.open(server.port(), trusting(keys), ClientLoop.LIMIT))
                    .isEqualTo("open");
            assertThat(loop.messages(1)).containsExactly("secret");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsRefused() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                serverContext(keys()).getServerSocketFactory(),
                                ScriptedServer.Peer::awaitEnd);
                ClientLoop loop = new ClientLoop(Framing.lines())) {
            SslContext strict = SslContextBuilder.forClient().build();
            assertThat(loop.open(server.port(), strict, ClientLoop.LIMIT))
                    .startsWith("TLS handshake failed: ");
        }
    }

    private KeyStore keys() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=test",
                                        "-ext",
                                        "SAN=IP:127.0.0.1",
                                        "-keystore",
                                        file.toString(),
                                        "-storepass",
                                        new String(PASSWORD)))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext serverContext(KeyStore keys) throws Exception {
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }

    private static SslContext trusting(KeyStore keys) throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("test", keys.getCertificate("mykey"));
        trust.init(certificates);
        return SslContextBuilder.forClient().trustManager(trust).build();
    }
}
