package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import java.time.Instant;
import java.util.List;

/// Entries for tests that need no chat.
final class Entries {
    static final Session ANN = session("ann");
    static final Session BOB = session("bob");

    private Entries() {}

    static Session session(String user) {
        return new Session(user, user, null, Instant.MAX, 0);
    }

    /// A message of nobody in particular, in no index.
    static RetainedEvent at(long place) {
        return message(place, ANN, "m" + place);
    }

    static RetainedEvent message(long place, Session author, String text, AddressIndex... indexes) {
        Event.Logged event =
                new Event.Message(
                        new Cursor("e", place), author.user(), Address.LOBBY, text, place);
        return new RetainedEvent(event, author, List.of(indexes));
    }

    static RetainedEvent joined(long place, Session author, AddressIndex... indexes) {
        Event.Logged event =
                new Event.Joined(new Cursor("e", place), author.user(), new Address.Group("g"));
        return new RetainedEvent(event, author, List.of(indexes));
    }

    static AddressIndex index() {
        return new AddressIndex("g", () -> new Session[0]);
    }
}
