package dev.wirelab.load.connection;

import static dev.wirelab.load.connection.ScriptedServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests against a server that writes its responses byte for byte.
@Timeout(30)
final class HttpFramingTest {
    private static final String LONG = "x".repeat(70_000);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyKindOfBodyArrivesWholeOnOneConnection(boolean byteByByte) throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(
                                    bytes("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirst"),
                                    byteByByte);
                            client.head();
                            client.send(
                                    bytes(
                                            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n",
                                            "HTTP/1.1 201 Created\r\n",
                                            "Transfer-Encoding: chunked\r\n\r\n",
                                            "5;a=b;c=\"d;e\"\r\nsecon\r\n",
                                            "1\r\nd\r\n11170\r\n",
                                            LONG,
                                            "\r\n0\r\nTrailer: t\r\n\r\n"),
                                    byteByByte);
                            client.head();
                            client.send(bytes("HTTP/1.1 204 No Content\r\n\r\n"), byteByByte);
                            client.head();
                            client.send(bytes("HTTP/1.0 200 OK\r\n\r\nto the end"), byteByByte);
                        });
                ClientLoop loop = new ClientLoop(new HttpFraming())) {
            String request = new Request("GET", "/", null, null).text("h", "");
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.exchange(request)).isEqualTo("200 first");
            assertThat(loop.exchange(request)).isEqualTo("201 second" + LONG);
            assertThat(loop.exchange(request)).isEqualTo("204 ");
            assertThat(loop.exchange(request)).isEqualTo("200 to the end");
            assertThat(loop.exchange(request)).contains("closed");
        }
    }

    @Test
    void aConnectionThatTheServerWillCloseTakesNoMoreRequests() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(
                                    "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                                            + "Content-Length: 1\r\n\r\na");
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(new HttpFraming())) {
            loop.open(server.port());
            String request = new Request("GET", "/", null, null).closing(true).text("h", "");
            assertThat(loop.exchange(request)).isEqualTo("200 a");
            assertThat(loop.send(request)).contains("closed");
            server.awaitEnd();
        }
    }

    @Test
    void aRequestIsItsLineAndTheFieldsThatItNeeds() throws Exception {
        CompletableFuture<String> sent = new CompletableFuture<>();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            String head = client.head();
                            byte[] body = client.in().readNBytes(3);
                            sent.complete(head + new String(body, StandardCharsets.UTF_8));
                            client.send("HTTP/1.1 204 No Content\r\n\r\n");
                        });
                ClientLoop loop = new ClientLoop(new HttpFraming())) {
            loop.open(server.port());
            Request request = new Request("POST", "/api?x=1", "T", "a\u00e4").closing(true);
            loop.exchange(request.text("localhost:1", ""));
            assertThat(sent.join().split("\r\n"))
                    .containsExactly(
                            "POST /api?x=1 HTTP/1.1",
                            "Host: localhost:1",
                            "Authorization: Bearer T",
                            "Connection: close",
                            "Content-Length: 3",
                            "",
                            "a\u00e4");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hello~~, not a response of HTTP",
        "HTTP/1.1 abc~~, not a response of HTTP",
        "HTTP/1.1 200 OK~Content-Length: x~~, not a response of HTTP",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~, not a response of HTTP",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~abcd, not a response of HTTP",
        "HTTP/1.1 200 OK~Content-Length: 5~~abc, Channel closed while",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~abc, Channel closed while",
        "HTTP/1.1 200 OK~Content-Length: 600000~~abc, too large",
        "'', the connection was closed"
    })
    void aResponseThatIsNoneFailsTheRequest(String response, String reason) throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(response.replace("~", "\r\n"));
                        });
                ClientLoop loop = new ClientLoop(new HttpFraming())) {
            loop.open(server.port());
            String request = new Request("GET", "/", null, null).text("h", "");
            assertThat(loop.exchange(request)).contains(reason);
            assertThat(loop.send(request)).as("it is over").isNotEqualTo("sent");
        }
    }
}
