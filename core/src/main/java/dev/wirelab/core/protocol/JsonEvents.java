package dev.wirelab.core.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Events as JSON objects: UTF-8 without a line feed in it. Safe for use by any number of threads.
public final class JsonEvents {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    // The number of fields of a binary message.
    private static final int MOST_FIELDS = 8;

    private JsonEvents() {}

    /// Encodes one event.
    public static byte[] encode(Event event) {
        Written written = new Written();
        try (JsonGenerator json = FACTORY.createGenerator(written)) {
            write(event, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.bytes;
    }

    /// Encodes a message with binary content as its JSON, with the number of bytes in place of the
    /// data, a line feed, and the bytes.
    public static byte[] encodeRaw(Event.Message message, Content.Binary content) {
        Written written = new Written();
        try (JsonGenerator json = FACTORY.createGenerator(written)) {
            json.writeStartObject();
            beforeContent(message, json);
            writeRaw(content, json);
            json.writeNumberField("at", message.at());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.write('\n');
        written.write(content.data(), 0, content.data().length);
        return written.bytes;
    }

    /// Decodes an event that has an offset, as encoded by [#encode].
    public static Event.Logged decode(byte[] json) {
        Map<String, String> fields = HashMap.newHashMap(MOST_FIELDS);
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                parser.nextToken();
                fields.put(name, parser.getText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Cursor cursor = Cursor.parse(field(fields, "cursor"));
        String to = field(fields, "to");
        String type = field(fields, "type");
        return switch (type) {
            case "message" ->
                    new Event.Message(
                            cursor,
                            field(fields, "from"),
                            Address.parse(to),
                            content(fields),
                            Long.parseLong(field(fields, "at")));
            case "joined" ->
                    new Event.Joined(cursor, field(fields, "user"), Address.parseGroup(to));
            case "left" -> new Event.Left(cursor, field(fields, "user"), Address.parseGroup(to));
            default -> throw new IllegalArgumentException("an event without an offset: " + type);
        };
    }

    private static Content content(Map<String, String> fields) {
        String data = fields.get("data");
        return data == null
                ? new Content.Text(field(fields, "text"))
                : new Content.Binary(
                        field(fields, "media"),
                        fields.get("name"),
                        Base64.getDecoder().decode(data));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    /// Collects the output in an array of exactly its length. A generator writes only once if the
    /// output fits into its buffer of 8,000 bytes, as nearly every event does.
    private static final class Written extends OutputStream {
        private byte[] bytes = {};

        @Override
        public void write(byte[] from, int start, int length) {
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + length);
            System.arraycopy(from, start, bytes, before, length);
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }
    }

    /// Writes the fields of a content, the same in an event and in a command.
    static void write(Content content, JsonGenerator json) throws IOException {
        switch (content) {
            case Content.Text(String text) -> json.writeStringField("text", text);
            case Content.Binary binary -> {
                media(binary, json);
                json.writeBinaryField("data", binary.data());
            }
        }
    }

    /// Writes the fields of a content whose bytes follow the JSON.
    static void writeRaw(Content.Binary content, JsonGenerator json) throws IOException {
        media(content, json);
        json.writeNumberField("bytes", content.data().length);
    }

    private static void media(Content.Binary content, JsonGenerator json) throws IOException {
        json.writeStringField("media", content.media());
        optional(json, "name", content.name());
    }

    private static void beforeContent(Event.Message message, JsonGenerator json)
            throws IOException {
        logged(json, "message", message);
        json.writeStringField("from", message.from());
        json.writeStringField("to", message.to().toString());
    }

    private static void write(Event event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        switch (event) {
            case Event.Message message -> {
                beforeContent(message, json);
                write(message.content(), json);
                json.writeNumberField("at", message.at());
            }
            case Event.Joined joined -> {
                logged(json, "joined", joined);
                json.writeStringField("user", joined.user());
                json.writeStringField("to", joined.to().toString());
            }
            case Event.Left left -> {
                logged(json, "left", left);
                json.writeStringField("user", left.user());
                json.writeStringField("to", left.to().toString());
            }
            case Event.Hello hello -> {
                json.writeStringField("type", "hello");
                json.writeStringField("user", hello.user());
                json.writeStringField("cursor", hello.cursor().toString());
                optional(json, "token", hello.token());
                if (hello.version() != ProtocolVersion.V1) {
                    json.writeNumberField("v", hello.version().number());
                }
            }
            case Event.Gap gap -> {
                json.writeStringField("type", "gap");
                json.writeStringField("cursor", gap.cursor().toString());
                json.writeStringField("reason", gap.reason().word());
            }
            case Event.CursorMoved moved -> {
                json.writeStringField("type", "cursor");
                json.writeStringField("cursor", moved.cursor().toString());
            }
            case Event.UserList list -> users(json, list);
            case Event.GroupList list -> groups(json, list);
            case Event.HistoryPage page -> history(json, page);
            case Event.Ok ok -> {
                answer(json, "ok", ok.id());
                optional(json, "cursor", ok.cursor());
            }
            case Event.Pong pong -> answer(json, "pong", pong.id());
            case Event.Error error -> {
                answer(json, "error", error.id());
                json.writeStringField("code", error.code().code());
                json.writeStringField("message", error.message());
            }
        }
        json.writeEndObject();
    }

    private static void users(JsonGenerator json, Event.UserList list) throws IOException {
        answer(json, "users", list.id());
        json.writeStringField("to", list.to().toString());
        json.writeNumberField("count", list.count());
        json.writeArrayFieldStart("users");
        for (Event.UserList.User user : list.users()) {
            json.writeStartObject();
            json.writeStringField("name", user.name());
            optional(json, "avatar", user.avatar());
            json.writeEndObject();
        }
        json.writeEndArray();
        more(json, list.more());
    }

    private static void groups(JsonGenerator json, Event.GroupList list) throws IOException {
        answer(json, "groups", list.id());
        json.writeArrayFieldStart("groups");
        for (Event.GroupList.Group group : list.groups()) {
            json.writeStartObject();
            json.writeStringField("name", group.name().toString());
            json.writeNumberField("count", group.count());
            json.writeBooleanField("member", group.member());
            json.writeEndObject();
        }
        json.writeEndArray();
        more(json, list.more());
    }

    private static void history(JsonGenerator json, Event.HistoryPage page) throws IOException {
        answer(json, "history", page.id());
        json.writeStringField("to", page.to().toString());
        json.writeArrayFieldStart("events");
        for (Event.Logged event : page.events()) {
            write(event, json);
        }
        json.writeEndArray();
        more(json, page.more());
    }

    private static void logged(JsonGenerator json, String type, Event.Logged event)
            throws IOException {
        json.writeStringField("type", type);
        json.writeStringField("cursor", event.cursor().toString());
    }

    private static void answer(JsonGenerator json, String type, @Nullable String id)
            throws IOException {
        json.writeStringField("type", type);
        optional(json, "id", id);
    }

    private static void optional(JsonGenerator json, String name, @Nullable Object value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    private static void more(JsonGenerator json, boolean more) throws IOException {
        if (more) {
            json.writeBooleanField("more", true);
        }
    }
}
