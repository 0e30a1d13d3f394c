package dev.wirelab.core.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event, or the answer to a command, from the server.
public sealed interface Event {
    /// The cursor to resume from after this event; null if it has none (rule E5).
    default @Nullable Cursor resumeFrom() {
        return switch (this) {
            case Logged logged -> logged.cursor();
            case Hello hello -> hello.cursor();
            case Gap gap -> gap.cursor();
            case CursorMoved moved -> moved.cursor();
            case UserList _, GroupList _, HistoryPage _, Ok _, Pong _, Error _ -> null;
        };
    }

    /// An event that has an offset in the log's order.
    sealed interface Logged extends Event {
        /// Its offset.
        Cursor cursor();
    }

    /// A message was published.
    ///
    /// @param at when it was accepted, in milliseconds since 1970
    record Message(Cursor cursor, String from, Address to, Content content, long at)
            implements Logged {
        /// A text.
        public Message(Cursor cursor, String from, Address to, String text, long at) {
            this(cursor, from, to, new Content.Text(text), at);
        }
    }

    /// A user joined a group.
    record Joined(Cursor cursor, String user, Address.Group to) implements Logged {}

    /// A user left a group.
    record Left(Cursor cursor, String user, Address.Group to) implements Logged {}

    /// The first event of a connection.
    ///
    /// @param cursor the offset from which this connection reads
    /// @param token the session's token, after an in-band log-in
    /// @param version the version of the protocol that this connection uses
    record Hello(String user, Cursor cursor, @Nullable String token, ProtocolVersion version)
            implements Event {
        /// The first event of a connection that uses version 1.
        public Hello(String user, Cursor cursor, @Nullable String token) {
            this(user, cursor, token, ProtocolVersion.V1);
        }
    }

    /// Events for this reader were lost.
    ///
    /// @param cursor the offset at which reading resumes
    record Gap(Cursor cursor, Reason reason) implements Event {
        /// Why they were lost.
        public enum Reason {
            /// The log no longer retains them.
            RETENTION("retention"),
            /// They belonged to another run of the server.
            EPOCH("epoch");

            private final String word;

            Reason(String word) {
                this.word = word;
            }

            /// The word as transmitted.
            public String word() {
                return word;
            }
        }
    }

    /// The cursor of a reader that had no event up to there.
    record CursorMoved(Cursor cursor) implements Event {}

    /// The members of a group.
    ///
    /// @param count the number of members
    /// @param users the first of them in the order of their names
    /// @param more whether there are more than `users` contains
    record UserList(
            @Nullable String id, Address.Group to, int count, List<User> users, boolean more)
            implements Event {
        /// The largest number of users in one list.
        public static final int LIMIT = 200;

        /// A logged-in user.
        public record User(String name, @Nullable String avatar) {}
    }

    /// The groups that exist.
    record GroupList(@Nullable String id, List<Group> groups, boolean more) implements Event {
        /// The largest number of groups in one list.
        public static final int LIMIT = 500;

        /// One group.
        ///
        /// @param count the number of members
        /// @param member whether the requesting session is one of them
        public record Group(Address.Group name, int count, boolean member) {}
    }

    /// Older events of an address, oldest first.
    ///
    /// @param more whether there are older events that this session may read
    record HistoryPage(@Nullable String id, Address to, List<Logged> events, boolean more)
            implements Event {}

    /// A command was executed.
    ///
    /// @param cursor the offset of the command in the log, for information; null if it has none
    record Ok(@Nullable String id, @Nullable Cursor cursor) implements Event {}

    /// The answer to a [Command.Ping].
    record Pong(@Nullable String id) implements Event {}

    /// A command was refused.
    record Error(@Nullable String id, ErrorCode code, String message) implements Event {
        /// The error that reports a refusal to the sender of the command.
        public static Error of(Refusal refusal) {
            return new Error(refusal.commandId(), refusal.code(), refusal.reason());
        }
    }
}
