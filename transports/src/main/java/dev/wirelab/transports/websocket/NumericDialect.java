package dev.wirelab.transports.websocket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The JSON of a well-known tutorial that builds its chat with `ws`: `{type, data, to}` from a page
/// and `{type, user, data}` to it, where the type is a number.
///
///     C: {"type":2,"data":"hi"}
///     S: {"type":2,"user":{"username":"bob"},"data":"hi","to":"#lobby"}
enum NumericDialect implements MessageDialect {
    INSTANCE;

    /// The name by which it is chosen.
    static final String NAME = "numeric";

    static final int ERROR = 0;
    static final int ONLINE = 1;
    static final int GROUP = 2;
    static final int PRIVATE = 3;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    @Override
    public EventFormat format() {
        return NumericFrameFormat.INSTANCE;
    }

    @Override
    public Command read(String message, ProtocolVersion version) {
        Map<String, String> members = members(message);
        return switch (members.getOrDefault("type", "")) {
            case "1" -> new Command.Users(null, Address.LOBBY, null);
            case "2" -> new Command.Say(null, Address.LOBBY, text(members));
            case "3" -> {
                String to = TextRules.name("user", required(members, "to"));
                yield new Command.Say(null, new Address.User(to), text(members));
            }
            default -> throw Refusal.badRequest("\"type\" is 1, 2 or 3");
        };
    }

    private static String text(Map<String, String> members) {
        return TextRules.text(required(members, "data"));
    }

    private static String required(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw Refusal.badRequest("\"" + name + "\" is missing or is no text");
        }
        return value;
    }

    /// The members of an object that are texts, numbers or truth values.
    private static Map<String, String> members(String json) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Refusal.badRequest("a message is a JSON object");
            }
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
        } catch (IOException e) {
            throw Refusal.badRequest("the message is no JSON that can be read");
        }
        return members;
    }
}
