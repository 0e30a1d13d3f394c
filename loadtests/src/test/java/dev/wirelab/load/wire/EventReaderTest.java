package dev.wirelab.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {
    private static final Cursor PLACE = new Cursor("k3", 42);

    @Test
    void eventsOfTheLabAreRead() {
        String text = "a \"quote\", a \\ and ünïcode\n";
        String frame =
                json(new Event.Message(PLACE, "alice", new Address.Group("java"), text, 5))
                        + "\n"
                        + json(new Event.Ok("c1", PLACE))
                        + "\n"
                        + json(new Event.Error("c2", ErrorCode.NOT_MEMBER, "no"))
                        + "\n"
                        + json(new Event.Gap(PLACE, Event.Gap.Reason.RETENTION));
        assertThat(EventReader.lines(frame))
                .containsExactly(
                        new ReceivedEvent.Message("k3-42", "alice", "#java", text),
                        new ReceivedEvent.Ok("c1", "k3-42"),
                        new ReceivedEvent.Failure("c2", "not_member", "no"),
                        new ReceivedEvent.Gap("k3-42", "retention"));
    }

    @Test
    void readsMessagesWithoutEscapesAndWhateverFollowsThem() {
        String message = json(new Event.Message(PLACE, "ada", new Address.Group("ü"), "täxt", 5));
        ReceivedEvent read = new ReceivedEvent.Message("k3-42", "ada", "#ü", "täxt");
        String ok = json(new Event.Ok("c1", PLACE));
        assertThat(EventReader.lines(message)).containsExactly(read);
        assertThat(EventReader.lines(message + "\n" + message)).containsExactly(read, read);
        assertThat(EventReader.lines(message + "\n" + ok))
                .containsExactly(read, new ReceivedEvent.Ok("c1", "k3-42"));
        assertThat(EventReader.lines(message.replace("\"at\":5", "\"at\":-5,\"new\":\"x\"")))
                .containsExactly(read);
        assertThat(
                        EventReader.poll(
                                "{\"cursor\":\"k3-43\",\"more\":true,\"events\":[%s,%s]}"
                                        .formatted(message, message)))
                .isEqualTo(new PollResponse("k3-43", List.of(read, read), true));
        assertThat(
                        EventReader.poll(
                                "{\"cursor\":\"k3-43\",\"events\":[%s,%s]}".formatted(message, ok)))
                .isEqualTo(
                        new PollResponse(
                                "k3-43",
                                List.of(read, new ReceivedEvent.Ok("c1", "k3-42")),
                                false));
    }

    @Test
    void readsBinaryContentInBase64AndAsItIs() {
        Content.Binary content =
                new Content.Binary("application/x", null, new byte[] {0, '\n', '"', -1, '}'});
        Event.Message event = new Event.Message(PLACE, "ada", Address.LOBBY, content, 5);
        ReceivedEvent read = new ReceivedEvent.Message("k3-42", "ada", "#lobby", "\0\n\"\u00ff}");
        String base64 = json(event);
        byte[] raw = JsonEvents.encodeRaw(event, content);
        assertThat(EventReader.lines(raw)).containsExactly(read);
        assertThat(EventReader.lines(base64 + "\n" + base64)).containsExactly(read, read);
        assertThat(EventReader.lines(base64.replace(",\"at\"", ",\"new\":1,\"at\"")))
                .containsExactly(read);
        assertThat(EventReader.poll("{\"cursor\":\"k3-43\",\"events\":[%s]}".formatted(base64)))
                .isEqualTo(new PollResponse("k3-43", List.of(read), false));
        assertThatThrownBy(() -> EventReader.lines(base64.replace("\"data\":\"", "\"data\":\"*")))
                .hasMessageContaining("not base64");
        assertThatThrownBy(() -> EventReader.lines(Arrays.copyOf(raw, raw.length - 1)))
                .isInstanceOf(EventReader.UnreadableException.class);
    }

    @Test
    void unknownFieldsAndEventsAreIgnored() {
        String frame =
                "{\"type\":\"new\",\"deep\":{\"type\":\"message\",\"a\":[1,{\"b\":2}]},\"id\":null}";
        assertThat(EventReader.lines(frame)).containsExactly(new ReceivedEvent.Other(null, "new"));
    }

    @Test
    void readsPolls() {
        String event = json(new Event.Message(PLACE, "alice", Address.LOBBY, "hi", 5));
        PollResponse answer =
                EventReader.poll(
                        "{\"cursor\":\"k3-42\",\"later\":{\"x\":[]},\"events\":["
                                + event
                                + "],\"more\":true}");
        assertThat(answer)
                .isEqualTo(
                        new PollResponse(
                                "k3-42",
                                List.of(
                                        new ReceivedEvent.Message(
                                                "k3-42", "alice", "#lobby", "hi")),
                                true));
        assertThat(EventReader.poll("{\"cursor\":\"k3-42\",\"events\":[]}").more()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"events\":[]}", "{\"cursor\":\"k3-1\",\"events\":{}}", "x"})
    void anythingButAPollAnswerIsRefused(String body) {
        assertThatThrownBy(() -> EventReader.poll(body))
                .isInstanceOf(EventReader.UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":", "[1]", "{}{", "\"text\""})
    void anythingButAnEventIsRefused(String frame) {
        assertThatThrownBy(() -> EventReader.lines(frame))
                .isInstanceOf(EventReader.UnreadableException.class);
    }

    private static String json(Event event) {
        return new String(JsonEvents.encode(event), StandardCharsets.UTF_8);
    }
}
