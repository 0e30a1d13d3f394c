package dev.wirelab.load.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses events from JSON. It ignores unknown fields and types, as every client should. Safe for
/// use by any number of threads.
public final class EventReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] CURSOR = MessageScanner.bytes("{\"cursor\":\"");
    private static final byte[] MORE = MessageScanner.bytes(",\"more\":true");
    private static final byte[] EVENTS = MessageScanner.bytes(",\"events\":[");
    private static final byte[] END = MessageScanner.bytes("]}");

    private EventReader() {}

    /// Parses events, one per line.
    ///
    /// @throws UnreadableException if a line is not a JSON object
    public static List<ReceivedEvent> lines(String frame) {
        return lines(frame.getBytes(StandardCharsets.UTF_8));
    }

    /// Parses events in UTF-8, one per line; binary content may follow a message as it is.
    ///
    /// @throws UnreadableException if a line is not a JSON object
    public static List<ReceivedEvent> lines(byte[] frame) {
        List<ReceivedEvent> events = new ArrayList<>(1);
        MessageScanner scanner = new MessageScanner(frame);
        for (ReceivedEvent next = scanner.message(); next != null; next = scanner.message()) {
            events.add(next);
            if (scanner.isAtEnd()) {
                return events;
            }
            if (!scanner.skip('\n')) {
                break;
            }
        }
        return parsedLines(frame);
    }

    private static List<ReceivedEvent> parsedLines(byte[] frame) {
        List<ReceivedEvent> events = new ArrayList<>(2);
        try (JsonParser json = FACTORY.createParser(frame)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                events.add(event(json));
            }
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
        return events;
    }

    /// Parses the response to a poll.
    ///
    /// @throws UnreadableException if it is not a poll response
    public static PollResponse poll(String body) {
        return poll(body.getBytes(StandardCharsets.UTF_8));
    }

    /// Parses the response to a poll in UTF-8.
    ///
    /// @throws UnreadableException if it is not a poll response
    public static PollResponse poll(byte[] body) {
        PollResponse scanned = scannedPoll(body);
        return scanned == null ? parsedPoll(body) : scanned;
    }

    /// A response with messages only, in the form in which a lab encodes it; else null.
    private static @Nullable PollResponse scannedPoll(byte[] body) {
        MessageScanner scanner = new MessageScanner(body);
        String cursor = scanner.skip(CURSOR) ? scanner.string() : null;
        boolean more = cursor != null && scanner.skip(MORE);
        if (cursor == null || !scanner.skip(EVENTS)) {
            return null;
        }
        List<ReceivedEvent> events = new ArrayList<>();
        do {
            ReceivedEvent.Message message = scanner.message();
            if (message == null) {
                return null;
            }
            events.add(message);
        } while (scanner.skip(','));
        return scanner.skip(END) && scanner.isAtEnd()
                ? new PollResponse(cursor, events, more)
                : null;
    }

    private static PollResponse parsedPoll(byte[] body) {
        String cursor = null;
        List<ReceivedEvent> events = new ArrayList<>();
        boolean more = false;
        try (JsonParser json = FACTORY.createParser(body)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "cursor" -> cursor = json.getText();
                    case "more" -> more = value == JsonToken.VALUE_TRUE;
                    case "events" -> {
                        expect(value, JsonToken.START_ARRAY);
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            events.add(event(json));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
        if (cursor == null) {
            throw new UnreadableException("a poll response without a cursor");
        }
        return new PollResponse(cursor, events, more);
    }

    private static ReceivedEvent event(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        String type = "";
        String id = null;
        String cursor = null;
        String from = "";
        String to = "";
        String text = "";
        String code = "";
        String message = "";
        String reason = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            String value = scalar(json);
            if (value == null) {
                continue;
            }
            switch (name) {
                case "type" -> type = value;
                case "id" -> id = value;
                case "cursor" -> cursor = value;
                case "from" -> from = value;
                case "to" -> to = value;
                case "text" -> text = value;
                case "data" -> text = data(value);
                case "code" -> code = value;
                case "message" -> message = value;
                case "reason" -> reason = value;
                default -> {}
            }
        }
        return switch (type) {
            case "message" -> new ReceivedEvent.Message(cursor, from, to, text);
            case "ok" -> new ReceivedEvent.Ok(id, cursor);
            case "error" -> new ReceivedEvent.Failure(id, code, message);
            case "gap" -> new ReceivedEvent.Gap(cursor, reason);
            default -> new ReceivedEvent.Other(cursor, type);
        };
    }

    private static String data(String base64) {
        String data = MessageScanner.decoded(base64);
        if (data == null) {
            throw new UnreadableException("binary content that is not base64");
        }
        return data;
    }

    private static @Nullable String scalar(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token.isStructStart()) {
            json.skipChildren();
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted) {
        if (token != wanted) {
            throw new UnreadableException("expected " + wanted + " and found " + token);
        }
    }

    /// The received text is not valid.
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableException(Throwable cause) {
            super("not valid JSON: " + cause.getMessage(), cause);
        }

        UnreadableException(String message) {
            super(message);
        }
    }
}
