package dev.wirelab.transports.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.io.IOException;
import java.util.Arrays;

/// Classifies the bytes of one JSON object: a command, an event, a history or the answer to a poll.
/// The texts of messages are payload. Of binary content in base64, as many bytes are payload as it
/// encodes; the rest of them is counted apart, as if it followed. The class of all other bytes
/// depends on the object's type.
public final class JsonUnit {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    // Only UTF-8 is JSON here; for UTF-16 the parser would report no positions.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    private final Direction direction;
    private String type = "";
    private boolean hasEvents;
    private int events;

    // Of each content its start, the end of its payload, and its end.
    private int[] contents = new int[6];
    private int ends;

    private JsonUnit(Direction direction) {
        this.direction = direction;
    }

    /// Reads one object.
    ///
    /// @param spans receives the runs; one unreadable run if it is not a JSON object
    /// @return whether it is a poll's answer without an event
    public static boolean read(
            Direction direction, byte[] json, int from, int length, ByteSpans spans) {
        return read(direction, "", json, from, length, spans);
    }

    /// Reads one object.
    ///
    /// @param otherwise the type of an object that does not name its own
    /// @param spans receives the runs; one unreadable run if it is not a JSON object
    /// @return whether it is a poll's answer without an event
    public static boolean read(
            Direction direction,
            String otherwise,
            byte[] json,
            int from,
            int length,
            ByteSpans spans) {
        JsonUnit unit = new JsonUnit(direction);
        try (JsonParser parser = FACTORY.createParser(json, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            unit.type = unit.object(parser, otherwise, true);
            if (parser.nextToken() != null) {
                throw new IOException("more than one object");
            }
        } catch (IOException e) {
            spans.add(ByteClass.UNREADABLE, length);
            return false;
        }
        unit.write(length, spans);
        return unit.type.isEmpty() && unit.hasEvents && unit.events == 0;
    }

    /// Reads the rest of an object after its opening brace.
    ///
    /// @param otherwise its type if it does not name one
    /// @return its type, or an empty string
    private String object(JsonParser parser, String otherwise, boolean outer) throws IOException {
        String found = otherwise;
        int known = ends;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("type")) {
                found = parser.getText();
            } else if (value == JsonToken.VALUE_STRING && name.equals("text")) {
                content(parser, false);
            } else if (value == JsonToken.VALUE_STRING && name.equals("data")) {
                content(parser, true);
            } else if (value == JsonToken.START_ARRAY && outer && name.equals("events")) {
                hasEvents = true;
                array(parser);
            } else {
                parser.skipChildren();
            }
        }
        boolean isMessage =
                direction == Direction.OUT
                        ? found.equals("message") || (outer && hasEvents)
                        : found.equals("say");
        if (!isMessage) {
            ends = known;
        }
        return found;
    }

    private void array(JsonParser parser) throws IOException {
        for (JsonToken next = parser.nextToken();
                next != JsonToken.END_ARRAY;
                next = parser.nextToken()) {
            if (next == null) {
                throw new IOException("the array does not end");
            }
            events++;
            if (next == JsonToken.START_OBJECT) {
                object(parser, "", false);
            } else {
                parser.skipChildren();
            }
        }
    }

    /// Records where a content begins and ends, without its quotes.
    private void content(JsonParser parser, boolean isBase64) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset() + 1;
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset() - 1;
        if (ends + 3 > contents.length) {
            contents = Arrays.copyOf(contents, 2 * contents.length);
        }
        contents[ends++] = (int) start;
        contents[ends++] = (int) (isBase64 ? start + decodedLength(parser.getText()) : end);
        contents[ends++] = (int) end;
    }

    /// The number of bytes that base64 encodes (RFC 4648 §4).
    private static int decodedLength(String base64) {
        int characters = base64.length();
        while (characters > 0 && base64.charAt(characters - 1) == '=') {
            characters--;
        }
        return characters * 3 / 4;
    }

    private void write(int length, ByteSpans spans) {
        ByteClass rest = rest();
        int at = 0;
        for (int i = 0; i < ends; i += 3) {
            spans.add(rest, contents[i] - at);
            spans.add(ByteClass.PAYLOAD, contents[i + 1] - contents[i]);
            spans.add(ByteClass.BASE64, contents[i + 2] - contents[i + 1]);
            at = contents[i + 2];
        }
        spans.add(rest, length - at);
    }

    private ByteClass rest() {
        return switch (type) {
            case "login", "hello" -> ByteClass.HANDSHAKE;
            case "ping", "pong" -> ByteClass.HEARTBEAT;
            case "ok" ->
                    direction == Direction.OUT ? ByteClass.ACKNOWLEDGEMENT : ByteClass.ENVELOPE;
            default -> ByteClass.ENVELOPE;
        };
    }
}
