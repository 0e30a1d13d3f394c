package dev.wirelab.load.connection;

import static dev.wirelab.load.connection.ScriptedServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Event streams and lines against a server that writes them byte for byte.
@Timeout(30)
final class StreamFramingTest {
    private static final String OPENED =
            """
            HTTP/1.1 200 OK
            Content-Type: text/event-stream
            Transfer-Encoding: chunked

            """
                    .replace("\n", "\r\n");
    private static final String LONG = "x".repeat(70_000);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eventsArriveWholeAndInOrderHoweverTheyAreCut(boolean byteByByte) throws Exception {
        byte[] sent =
                bytes(
                        OPENED,
                        chunk(": a comment\n\nretry: 100\n\nid: k-1\ndata: first\n\n"),
                        chunk("data:second\r\n"),
                        chunk("\r\ndata: third\r\rda"),
                        chunk("ta: two\ndata:  lines\nevent: any\n\n"),
                        chunk("data: " + LONG + "\n\n"),
                        chunk("data\n\ndatum: no\n\ndata: z\u00e4\n\n"));
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(sent, byteByByte);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.eventStream("/sse", null))) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.messages(7))
                    .containsExactly(
                            "first", "second", "third", "two\n lines", LONG, "", "z\u00e4");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linesOfABodyArriveWholeHoweverTheyAreCut(boolean byteByByte) throws Exception {
        byte[] sent =
                bytes(
                        OPENED.replace("text/event-stream", "application/x-ndjson"),
                        chunk("first\nsec"),
                        chunk("ond\n"),
                        chunk("\n"),
                        chunk(LONG + "\nz\u00e4\n"));
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(sent, byteByByte);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.lineStream("/stream", null))) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.messages(5)).containsExactly("first", "second", "", LONG, "z\u00e4");
        }
    }

    private static byte[] chunk(String content) {
        int length = content.getBytes(StandardCharsets.UTF_8).length;
        return bytes(Integer.toHexString(length), ";name=\"value\"\r\n", content, "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'0\r\n\r\n', the server ended the stream",
        "'zz\r\n', not a chunk",
        "'2\r\nabc\r\n', not a chunk",
        "'', the connection was closed"
    })
    void theEndOfAnEventStreamIsTheEndOfTheConnection(String sent, String reason) throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(bytes(OPENED, chunk("data: a\n\n"), sent), false);
                        });
                ClientLoop loop = new ClientLoop(Framing.eventStream("/sse", null))) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.awaitEnd()).contains(reason);
            assertThat(loop.messages(1)).containsExactly("a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 401 Unauthorized~Content-Length: 5~~wrong,"
                + " expected 200 for the stream and got 401 Unauthorized: wrong",
        "HTTP/1.1 200 OK~Content-Type: text/html~Content-Length: 0~~,"
                + " expected text/event-stream and got text/html",
        "HTTP/1.1 200 OK~Content-Type: text/event-stream~Content-Encoding: gzip~~,"
                + " expected no Content-Encoding and got gzip"
    })
    void aRefusedEventStreamFailsWithWhatWasExpectedAndWhatCame(String response, String reason)
            throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(response.replace("~", "\r\n"));
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.eventStream("/sse", null))) {
            assertThat(loop.open(server.port())).isEqualTo(reason);
            server.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesThatALineAnnouncesArriveWithItHoweverTheyAreCut(boolean byteByByte) throws Exception {
        List<String> messages =
                List.of(
                        "{\"text\":\",\\\"bytes\\\":9\"}",
                        "{\"a\":1,\"bytes\":5}\n\n{}\n\0",
                        "{\"a\":1,\"bytes\":70000,\"at\":7}\n" + LONG,
                        "last");
        String sent = messages.get(0) + "\n" + messages.get(1) + messages.get(2) + "last\n";
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(bytes(sent), byteByByte);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.linesAndBytes())) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.messages(messages.size())).isEqualTo(messages);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linesArriveWholeAndInOrderHoweverTheyAreCut(boolean byteByByte) throws Exception {
        List<String> lines = List.of("first", "", LONG, "\u00e4\u00f6", "last");
        String sent = String.join("\n", lines.subList(0, 3)) + "\r\n\u00e4\u00f6\nlast\n";
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(bytes(sent), byteByByte);
                            assertThat(client.line()).isEqualTo("up");
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.lines())) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.messages(lines.size())).isEqualTo(lines);
            assertThat(loop.send("up")).isEqualTo("sent");
            loop.closeConnection();
            server.awaitEnd();
        }
    }

    @Test
    void aLineWithoutAnEndIsCutOff() throws Exception {
        byte[] endless = "x".repeat(Framing.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8);
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(endless, false);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.lines())) {
            loop.open(server.port());
            assertThat(loop.awaitEnd()).contains("exceeds");
        }
    }
}
