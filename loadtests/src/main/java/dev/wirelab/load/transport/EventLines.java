package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Commands and events as text, for all transports.
final class EventLines {
    /// The id of the one join of a virtual user.
    static final String JOIN = "join";

    private EventLines() {}

    static String json(Command command) {
        return new String(JsonCommands.encode(command), StandardCharsets.UTF_8);
    }

    static String join(Address.Group group) {
        return json(new Command.Join(JOIN, group));
    }

    /// Whether one of the lines is the `ok` to the command with this id.
    static boolean hasOk(String lines, String id) {
        return EventReader.lines(lines).stream()
                .anyMatch(event ->
                        event instanceof ReceivedEvent.Ok ok && Objects.equals(ok.id(), id));
    }

    /// Passes all events of some lines to an inbox.
    ///
    /// @return whether the inbox needs no more
    static boolean feed(Inbox inbox, String lines, long nanos) {
        for (ReceivedEvent event : EventReader.lines(lines)) {
            inbox.arrived(event, nanos);
        }
        return inbox.isDone();
    }

    /// Passes all events of some lines to the publishers.
    static void feed(AnswerListener answers, String lines, long nanos) {
        for (ReceivedEvent event : EventReader.lines(lines)) {
            answers.answered(event, nanos);
        }
    }
}
