package dev.wirelab.transports.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.wirelab.core.protocol.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An event of a client, or the arguments of an acknowledgement.
///
/// @param name the name of the event, a number as its digits; empty for an acknowledgement
/// @param arguments each as JSON; an attachment is the object `{"_placeholder":true,"num":N}`
/// @param attachments the binary messages that the placeholders stand for
/// @param id the id of the acknowledgement that the client asks for; null if it does not
@SuppressWarnings("ArrayRecordComponent") // never compared
record PacketEvent(
        String name, List<String> arguments, List<byte[]> attachments, @Nullable String id) {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    /// Names that the client libraries use for themselves.
    private static final Set<String> RESERVED =
            Set.of(
                    "connect",
                    "connect_error",
                    "disconnect",
                    "disconnecting",
                    "newListener",
                    "removeListener");

    /// Reads an event.
    ///
    /// @throws Refusal `bad_request` if the data is not an array whose first element may name an
    ///   event, or a placeholder has no attachment
    static PacketEvent event(Packet packet, List<byte[]> attachments) {
        String[] name = {""};
        List<String> arguments =
                array(
                        packet.data(),
                        attachments.size(),
                        parser -> {
                            JsonToken first = parser.currentToken();
                            if (first != JsonToken.VALUE_STRING
                                    && first != JsonToken.VALUE_NUMBER_INT) {
                                throw new IOException("no name");
                            }
                            name[0] = parser.getText();
                        });
        if (name[0].isEmpty() || RESERVED.contains(name[0])) {
            throw Refusal.badRequest("an event needs a name of its own");
        }
        return new PacketEvent(
                name[0], arguments.subList(1, arguments.size()), attachments, packet.id());
    }

    /// Reads the arguments of an acknowledgement.
    static PacketEvent acknowledgement(Packet packet, List<byte[]> attachments) {
        return new PacketEvent(
                "", array(packet.data(), attachments.size(), _ -> {}), attachments, packet.id());
    }

    /// Reads the object that a client connects with; empty text stands for an empty object.
    ///
    /// @param field called with the name and the text of each member that is a string, a whole
    ///   number, or true or false
    static void object(String data, BiConsumer<String, String> field) {
        if (data.isEmpty()) {
            return;
        }
        try (JsonParser parser = FACTORY.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING
                        || value == JsonToken.VALUE_NUMBER_INT
                        || value == JsonToken.VALUE_TRUE
                        || value == JsonToken.VALUE_FALSE) {
                    field.accept(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /// The value of a string in JSON.
    static String string(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private interface First {
        void read(JsonParser parser) throws IOException;
    }

    private static List<String> array(String data, int attachments, First first) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("no array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IOException("the array does not end");
                }
                int start = (int) parser.currentTokenLocation().getCharOffset();
                if (elements.isEmpty()) {
                    first.read(parser);
                }
                skip(parser, attachments);
                int end = (int) parser.currentLocation().getCharOffset();
                elements.add(data.substring(start, end).strip());
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
        } catch (IOException e) {
            throw unreadable();
        }
        return elements;
    }

    /// Reads a value to its end, and checks the placeholders in it.
    private static void skip(JsonParser parser, int attachments) throws IOException {
        int depth = 0;
        boolean isPlaceholder = false;
        long number = -1;
        while (true) {
            JsonToken token = parser.currentToken();
            if (token == null) {
                throw new IOException("the value does not end");
            }
            if (token == JsonToken.START_OBJECT) {
                isPlaceholder = false;
                number = -1;
            } else if (token == JsonToken.END_OBJECT && isPlaceholder && attachments > 0) {
                if (number < 0 || number >= attachments) {
                    throw new IOException("a placeholder without an attachment");
                }
                isPlaceholder = false;
            } else if (token == JsonToken.VALUE_TRUE
                    && "_placeholder".equals(parser.currentName())) {
                isPlaceholder = true;
            } else if (token == JsonToken.VALUE_NUMBER_INT && "num".equals(parser.currentName())) {
                number =
                        parser.getNumberType() == JsonParser.NumberType.INT
                                ? parser.getIntValue()
                                : -1;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            parser.finishToken();
            if (depth == 0) {
                return;
            }
            parser.nextToken();
        }
    }

    private static Refusal unreadable() {
        return Refusal.badRequest("the data of a packet cannot be read");
    }
}
