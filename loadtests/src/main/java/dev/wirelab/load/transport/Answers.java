package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Small things that the transports share.
final class Answers {
    /// The id of the one join of a virtual user.
    static final String JOIN = "join";

    private Answers() {}

    static String json(Command command) {
        return new String(JsonCommands.encode(command), StandardCharsets.UTF_8);
    }

    /// Whether one of the lines is the `ok` to the command with this id.
    static boolean hasOk(String lines, String id) {
        return EventReader.lines(lines).stream()
                .anyMatch(event ->
                        event instanceof ReceivedEvent.Ok ok && Objects.equals(ok.id(), id));
    }

    static String join(Address.Group group) {
        return json(new Command.Join(JOIN, group));
    }

    /// Gives all events of some lines to an inbox.
    ///
    /// @return whether it is done
    static boolean feed(Inbox inbox, String lines, long nanos) {
        for (ReceivedEvent event : EventReader.lines(lines)) {
            inbox.arrived(event, nanos);
        }
        return inbox.isDone();
    }

    /// Gives all events of some lines to the speakers.
    static void feed(Replies replies, String lines, long nanos) {
        for (ReceivedEvent event : EventReader.lines(lines)) {
            replies.replied(event, nanos);
        }
    }
}
