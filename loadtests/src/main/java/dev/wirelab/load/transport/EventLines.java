package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Predicate;

/// Commands and events as text, for all transports.
final class EventLines {
    /// The id of the one join of a virtual user.
    private static final String JOIN = "join";

    private EventLines() {}

    static String json(Command command) {
        return new String(JsonCommands.encode(command), StandardCharsets.UTF_8);
    }

    /// A message as its JSON, a line feed and its bytes if its content is binary.
    static byte[] raw(Command.Say message) {
        return switch (message.content()) {
            case Content.Binary binary -> JsonCommands.encodeRaw(message, binary);
            case Content.Text _ -> JsonCommands.encode(message);
        };
    }

    static String join(Address.Group group) {
        return json(new Command.Join(JOIN, group));
    }

    /// Whether a message has the `ok` to the join.
    static boolean hasJoined(Message message) {
        return has(
                message,
                event -> event instanceof ReceivedEvent.Ok ok && Objects.equals(ok.id(), JOIN));
    }

    /// Whether a message has the `hello` with which a stream begins.
    static boolean hasHello(Message message) {
        return has(
                message,
                event ->
                        event instanceof ReceivedEvent.Other other && other.type().equals("hello"));
    }

    private static boolean has(Message message, Predicate<ReceivedEvent> event) {
        return EventReader.lines(message.body()).stream().anyMatch(event);
    }

    /// Passes all events of a message to an inbox.
    static void feed(Inbox inbox, Message message) {
        for (ReceivedEvent event : EventReader.lines(message.body())) {
            inbox.arrived(event, message.nanos());
        }
    }

    /// Passes all events of a message to the publishers.
    static void feed(AnswerListener answers, Message message) {
        for (ReceivedEvent event : EventReader.lines(message.body())) {
            answers.answered(event, message.nanos());
        }
    }
}
