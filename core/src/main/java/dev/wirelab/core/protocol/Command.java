package dev.wirelab.core.protocol;

import org.jspecify.annotations.Nullable;

/// A request from a client.
public sealed interface Command {
    /// The client's own id for this command, up to 64 UTF-8 bytes, or null.
    @Nullable String id();

    /// Begins a session (`user`) or connects to an existing one (`token`); exactly one of the two
    /// is present.
    ///
    /// @param code the lab's access code, which a lab may demand of a log-in by name
    /// @param start where to read from
    /// @param echo whether this connection gets the session's own messages
    /// @param version the version of the protocol that this connection uses from its `hello` on
    record Login(
            @Nullable String id,
            @Nullable String user,
            @Nullable String avatar,
            @Nullable String token,
            @Nullable String code,
            StartPosition start,
            boolean echo,
            ProtocolVersion version)
            implements Command {
        /// A log-in without an access code.
        public Login(
                @Nullable String id,
                @Nullable String user,
                @Nullable String avatar,
                @Nullable String token,
                StartPosition start,
                boolean echo,
                ProtocolVersion version) {
            this(id, user, avatar, token, null, start, echo, version);
        }

        /// A log-in in version 1.
        public Login(
                @Nullable String id,
                @Nullable String user,
                @Nullable String avatar,
                @Nullable String token,
                StartPosition start,
                boolean echo) {
            this(id, user, avatar, token, start, echo, ProtocolVersion.V1);
        }
    }

    /// Publishes a message to a group or a user.
    record Say(@Nullable String id, Address to, Content content) implements Command {
        /// Publishes a text.
        public Say(@Nullable String id, Address to, String text) {
            this(id, to, new Content.Text(text));
        }
    }

    /// Joins a group, which is created if it does not exist.
    record Join(@Nullable String id, Address.Group to) implements Command {}

    /// Leaves a group.
    record Leave(@Nullable String id, Address.Group to) implements Command {}

    /// Requests the list of groups.
    record Groups(@Nullable String id) implements Command {}

    /// Requests the list of a group's members.
    ///
    /// @param watch true: subscribe this connection to changes of the list; false: unsubscribe it;
    ///   null: neither
    record Users(@Nullable String id, Address.Group to, @Nullable Boolean watch)
            implements Command {}

    /// Requests older events of an address.
    ///
    /// @param before only events before this cursor; null: the latest events
    /// @param max how many events at most
    record History(@Nullable String id, Address to, @Nullable Cursor before, int max)
            implements Command {
        /// The `max` of a command without one.
        public static final int DEFAULT_MAX = 50;

        /// The largest `max`.
        public static final int LIMIT = 200;
    }

    /// Requests an [Event.Pong].
    record Ping(@Nullable String id) implements Command {}
}
