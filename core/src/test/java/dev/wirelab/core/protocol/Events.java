package dev.wirelab.core.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events for the tests of the encodings.
final class Events {
    static final Address.Group JAVA = new Address.Group("java");
    static final Address.User ALICE = new Address.User("alice");

    /// C0, DEL, C1, quotes, escapes that are meant literally, line separators, direction marks, and
    /// characters of one to four bytes.
    static final String EVERY_KIND_OF_CHARACTER = everyKindOfCharacter();

    private Events() {}

    static Cursor at(long offset) {
        return new Cursor("k3", offset);
    }

    static Event.Message message(long offset, String text) {
        return new Event.Message(at(offset), "alice", Address.LOBBY, text, 1763712000000L);
    }

    static Event.Message picture(long offset, @Nullable String name) {
        byte[] data = {0, -1, 10, -128};
        return new Event.Message(
                at(offset),
                "alice",
                Address.LOBBY,
                new Content.Binary("image/png", name, data),
                1763712000000L);
    }

    static Event.UserList users(@Nullable String id, boolean more) {
        return new Event.UserList(
                id,
                JAVA,
                2,
                List.of(
                        new Event.UserList.User("alice", "fox"),
                        new Event.UserList.User("bob", null)),
                more);
    }

    static Event.GroupList groups() {
        return new Event.GroupList(
                "c2",
                List.of(
                        new Event.GroupList.Group(Address.LOBBY, 7, true),
                        new Event.GroupList.Group(JAVA, 3, false)),
                false);
    }

    static Event.HistoryPage history() {
        return new Event.HistoryPage(
                null, JAVA, List.of(new Event.Joined(at(1), "bob", JAVA), message(2, "hi")), true);
    }

    private static String everyKindOfCharacter() {
        StringBuilder text = new StringBuilder("\"'/\\ \\n \\\\u{1b} \\u001b é ẞ 漢 🦊");
        for (char c = 0; c < 0x100; c++) {
            text.append(c);
        }
        for (char c = '\u2000'; c < '\u2070'; c++) {
            text.append(c);
        }
        return text.append('\ufeff').append('\uffff').toString();
    }
}
