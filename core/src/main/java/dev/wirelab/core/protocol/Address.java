package dev.wirelab.core.protocol;

/// Where a message goes: a group (`#java`) or a user (`@bob`).
public sealed interface Address {
    /// The group that everyone is in.
    Group LOBBY = new Group("lobby");

    /// The name without its sign, in NFC.
    String name();

    /// Parses `#group` or `@user`.
    ///
    /// @throws Refusal `bad_request` if it is neither, or the name is invalid
    static Address parse(String text) {
        if (text.startsWith("#")) {
            return new Group(TextRules.name("group", text.substring(1)));
        }
        if (text.startsWith("@")) {
            return new User(TextRules.name("user", text.substring(1)));
        }
        throw Refusal.badRequest("an address begins with # (a group) or @ (a user)");
    }

    /// Reads `#group`.
    ///
    /// @throws Refusal `bad_request` if it is not a group's address
    static Group parseGroup(String text) {
        if (parse(text) instanceof Group group) {
            return group;
        }
        throw Refusal.badRequest("a group's address begins with #");
    }

    /// A named set of sessions.
    record Group(String name) implements Address {
        @Override
        public String toString() {
            return "#" + name;
        }
    }

    /// One session, by its user's name.
    record User(String name) implements Address {
        @Override
        public String toString() {
            return "@" + name;
        }
    }
}
