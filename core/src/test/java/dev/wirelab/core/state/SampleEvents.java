package dev.wirelab.core.state;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import java.util.List;

/// Retained events for tests that need no chat.
final class SampleEvents {
    static final Participant ANN = new Participant("ann");
    static final Participant BOB = new Participant("bob");

    private SampleEvents() {}

    /// A message of nobody in particular, in no index.
    static RetainedEvent at(long offset) {
        return message(offset, ANN, "m" + offset);
    }

    static RetainedEvent message(
            long offset, Participant author, String text, AddressIndex... indexes) {
        Event.Logged event =
                new Event.Message(
                        new Cursor("e", offset), author.userKey(), Address.LOBBY, text, offset);
        return new RetainedEvent(event, author, List.of(indexes));
    }

    static RetainedEvent joined(long offset, Participant author, AddressIndex... indexes) {
        Event.Logged event =
                new Event.Joined(new Cursor("e", offset), author.userKey(), new Address.Group("g"));
        return new RetainedEvent(event, author, List.of(indexes));
    }

    static AddressIndex index() {
        return new Group(new Address.Group("g")).index();
    }
}
