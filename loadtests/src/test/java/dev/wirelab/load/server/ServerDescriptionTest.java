package dev.wirelab.load.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Description files: what is read, and what is refused with its place.
final class ServerDescriptionTest {
    private static final String CHAT =
            """
            server: chat
            address: http://127.0.0.1:8080
            transports:
              websocket:
                connect: /ws?user={user}
                open:
                  - expect: '"sid":"{sid}"'
                join:
                  - send: '{"join":"{group}","sid":"{sid}"}'
                publish: '{"say":"{text}"}'
                delivery: '"said":"{text}"'
              short-poll:
                poll: /poll?after={cursor}
                capture: {X-Cursor: '{cursor}'}
                send-to: /say
                publish: '{text}'
                delivery: '{text}'
            """;

    @Test
    void aDescriptionIsReadAsItIsWritten() throws DescriptionException {
        ServerDescription chat = ServerDescription.parse("chat.yaml", CHAT);
        assertThat(chat.name()).isEqualTo("chat");
        DescribedTransport socket = chat.transports().getFirst();
        assertThat(socket.id()).isEqualTo("chat-websocket");
        assertThat(socket.kind()).isEqualTo(TransportKind.WEBSOCKET);
        assertThat(socket.connect()).isEqualTo("/ws?user={user}");
        assertThat(socket.open())
                .containsExactly(new DescribedStep(null, null, null, null, "\"sid\":\"{sid}\""));
        assertThat(chat.transports().getLast().capture()).isEqualTo(Map.of("X-Cursor", "{cursor}"));
    }

    @ParameterizedTest
    @FieldSource("dev.wirelab.load.server.ServerDescription#SHIPPED")
    void everyShippedDescriptionIsReadable(String name) throws DescriptionException {
        assertThat(ServerDescription.of(name).name()).isEqualTo(name);
    }

    @Test
    void aRunsProcessReadsItAsItIs() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (DescribedTransport transport :
                ServerDescription.of("socket.io").withPid(7).transports()) {
            assertThat(json.readValue(json.writeValueAsString(transport), DescribedTransport.class))
                    .isEqualTo(transport);
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "server: chat",
                        "serve: chat",
                        "1:1",
                        "there is no key 'serve' here; there are server, address"),
                Arguments.of("server: chat", "server: ''", "1:9", "'server' is empty"),
                Arguments.of(
                        "server: chat", "server: The Chat", "1:9", "a name has lower-case letters"),
                Arguments.of("server: chat", "server: [chat", "2:8", "not YAML: "),
                Arguments.of(
                        "server: chat", "server: chat\nserver: chat", "2:1", "a second 'server'"),
                Arguments.of("server: chat", "server: *chat", "1:9", "aliases are not supported"),
                Arguments.of(
                        "8080",
                        "8080/x",
                        "2:10",
                        "the address of a websocket transport is such as"),
                Arguments.of(
                        "address: http",
                        "address: tcp",
                        "2:10",
                        "the address of a websocket transport is such as"),
                Arguments.of(
                        "  websocket:",
                        "  pigeon:",
                        "4:3",
                        "'pigeon' is no kind of transport; set 'kind' to one of websocket, sse"),
                Arguments.of(
                        "    connect: /ws?user={user}\n",
                        "",
                        "5:5",
                        "the key 'connect' is missing"),
                Arguments.of(
                        "user={user}",
                        "user={name}",
                        "5:14",
                        "nothing captures {name} before it is used here; there are "),
                Arguments.of(
                        "- send:",
                        "- sent:",
                        "9:9",
                        "there is no key 'sent' here; there are get, post, body, send, expect"),
                Arguments.of(
                        "- send:", "- body: x\n        send:", "9:9", "'body' belongs to 'post'"),
                Arguments.of("- send:", "- get: /x\n        send:", "9:9", "a step has one of"),
                Arguments.of("{group}", "{text}", "9:15", "nothing captures {text}"),
                Arguments.of(
                        "    publish:",
                        "    send-to: /x\n    replies: {a: b}\n    publish:",
                        "11:14",
                        "'replies' are sent on the connection, and 'send-to' is not"),
                Arguments.of("{sid}\"'", "{sid}{x}\"'", "7:17", "no text between {sid} and {x}"),
                Arguments.of(
                        "{\"say\":\"{text}\"}",
                        "hello",
                        "10:14",
                        "'publish' does not contain {text}"),
                Arguments.of(
                        "\"said\":\"{text}\"",
                        "hello",
                        "11:15",
                        "'delivery' does not capture {text}"),
                Arguments.of("    send-to: /say\n", "", "13:5", "the key 'send-to' is missing"),
                Arguments.of(
                        "    poll: /poll",
                        "    connect: /x\n    poll: /poll",
                        "13:14",
                        "short-poll transports have no 'connect'"),
                Arguments.of(
                        "{X-Cursor: '{cursor}'}",
                        "x",
                        "14:14",
                        "expected a mapping (key: value), not a text"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPlace(String text, String instead, String place, String problem) {
        assertThat(CHAT).contains(text);
        String mistaken = CHAT.replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(instead));
        assertThatThrownBy(() -> ServerDescription.parse("chat.yaml", mistaken))
                .isInstanceOf(DescriptionException.class)
                .hasMessageStartingWith("chat.yaml:" + place + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ServerDescription.of("no/such.yaml"))
                .hasMessageContaining("there is no file 'no/such.yaml'")
                .hasMessageContaining("socket.io");
    }

    @Test
    void theAddressCanBeAnother() throws DescriptionException {
        ServerDescription moved = ServerDescription.of("ws").at("http://127.0.0.1:1");
        assertThat(moved.transports().getFirst().port()).isEqualTo(1);
        assertThatThrownBy(() -> ServerDescription.of("nats").at("http://127.0.0.1:1"))
                .hasMessageContaining("the address of a tcp transport is such as tcp://");
    }
}
