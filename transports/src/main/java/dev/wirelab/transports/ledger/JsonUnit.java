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
/// The texts of messages are payload; the class of all other bytes depends on the object's type.
public final class JsonUnit {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    private final Direction direction;
    private String type = "";
    private boolean hasEvents;
    private int events;
    private int[] texts = new int[4];
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
        JsonUnit unit = new JsonUnit(direction);
        try (JsonParser parser = FACTORY.createParser(json, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            unit.type = unit.object(parser, true);
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
    /// @return its type, or an empty string
    private String object(JsonParser parser, boolean outer) throws IOException {
        String found = "";
        int known = ends;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("type")) {
                found = parser.getText();
            } else if (value == JsonToken.VALUE_STRING && name.equals("text")) {
                text(parser);
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
                object(parser, false);
            } else {
                parser.skipChildren();
            }
        }
    }

    /// Records where a text begins and ends, without its quotes.
    private void text(JsonParser parser) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset() + 1;
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset() - 1;
        if (ends + 2 > texts.length) {
            texts = Arrays.copyOf(texts, 2 * texts.length);
        }
        texts[ends++] = (int) start;
        texts[ends++] = (int) end;
    }

    private void write(int length, ByteSpans spans) {
        ByteClass rest = rest();
        int at = 0;
        for (int i = 0; i < ends; i += 2) {
            spans.add(rest, texts[i] - at);
            spans.add(ByteClass.PAYLOAD, texts[i + 1] - texts[i]);
            at = texts[i + 1];
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
