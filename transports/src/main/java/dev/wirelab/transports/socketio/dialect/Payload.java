package dev.wirelab.transports.socketio.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a page sends with an event: an object, or a text alone.
///
/// @param members the members that are texts, numbers or truth values
record Payload(Map<String, String> members) {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    /// Reads the first argument of an event.
    ///
    /// @param arguments JSON
    /// @param content the member that a text without an object becomes
    /// @throws Refusal `bad_request` if there is neither an object nor a text
    static Payload of(List<String> arguments, String content) {
        String json = arguments.isEmpty() ? "" : arguments.getFirst();
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_STRING) {
                members.put(content, parser.getText());
            } else if (first == JsonToken.START_OBJECT) {
                read(parser, members);
            } else {
                throw Refusal.badRequest("a message is an object or a text");
            }
        } catch (IOException e) {
            throw Refusal.badRequest("the message cannot be read");
        }
        return new Payload(members);
    }

    private static void read(JsonParser parser, Map<String, String> members) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                members.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new IOException("more than one value");
        }
    }

    /// The member as the text of a message.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    String text(String member) {
        return TextRules.text(required(member));
    }

    /// @throws Refusal `bad_request` if it is missing or no text
    String required(String member) {
        String value = members.get(member);
        if (value == null) {
            throw Refusal.badRequest("\"" + member + "\" is missing or is no text");
        }
        return value;
    }

    /// The member; null if it is missing, no text or empty.
    @Nullable String optional(String member) {
        String value = members.get(member);
        return value == null || value.isEmpty() ? null : value;
    }
}
