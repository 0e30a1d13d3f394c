package dev.wirelab.transports.websocket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A text frame for each event that the numeric dialect has. A write may be empty.
final class NumericFrameFormat implements EventFormat {
    static final NumericFrameFormat INSTANCE = new NumericFrameFormat();

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    private NumericFrameFormat() {}

    /// A name in the list of who is online is longer than in the lab's own.
    @Override
    public int growth() {
        return 2;
    }

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream(EventFormat.jsonBytes(events));
        for (EncodedEvent event : events) {
            byte[] json = json(event.event());
            if (json.length > 0) {
                frames.writeBytes(TextFrameFormat.header(TextFrameFormat.TEXT, json.length));
                frames.writeBytes(json);
            }
        }
        return frames.toByteArray();
    }

    /// Empty for an event that the dialect does not have.
    private static byte[] json(Event event) {
        return switch (event) {
            case Event.Message message -> message(message);
            case Event.UserList list -> json(NumericDialect.ONLINE, null, online(list), Map.of());
            case Event.Hello hello ->
                    json(NumericDialect.GROUP, null, "Welcome, " + hello.user(), Map.of());
            case Event.Gap _ ->
                    json(NumericDialect.GROUP, null, "Messages are missing here.", Map.of());
            case Event.Error error ->
                    json(
                            NumericDialect.ERROR,
                            null,
                            error.message(),
                            Map.of("code", error.code().code()));
            case Event.Joined _,
                    Event.Left _,
                    Event.CursorMoved _,
                    Event.GroupList _,
                    Event.HistoryPage _,
                    Event.Ok _,
                    Event.Pong _ ->
                    new byte[0];
        };
    }

    private static byte[] message(Event.Message message) {
        int type =
                switch (message.to()) {
                    case Address.Group _ -> NumericDialect.GROUP;
                    case Address.User _ -> NumericDialect.PRIVATE;
                };
        String text =
                switch (message.content()) {
                    case Content.Text(String said) -> said;
                    case Content.Binary binary -> binary.placeholder();
                };
        return json(type, message.from(), text, Map.of("to", message.to().toString()));
    }

    /// The list of who is online, as the text of its JSON.
    private static String online(Event.UserList list) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        return list.users().stream()
                .map(each ->
                        "{\"username\":\"" + new String(encoder.quoteAsString(each.name())) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] json(
            int type, @Nullable String user, String data, Map<String, String> more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("type", type);
            if (user == null) {
                json.writeNullField("user");
            } else {
                json.writeObjectFieldStart("user");
                json.writeStringField("username", user);
                json.writeEndObject();
            }
            json.writeStringField("data", data);
            for (Map.Entry<String, String> member : more.entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
