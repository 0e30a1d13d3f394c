package dev.wirelab.core.log;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.ErrorCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of the [Log]: a change of the chat's state. Plain data, which [FactCodec] turns into
/// bytes.
///
/// Whether a fact is accepted or refused follows from this fact and those before it alone.
/// Everything that the decision needs (limits, times) is therefore a field of a fact, and never an
/// option or the clock of the node that applies it.
public sealed interface Fact {
    /// Makes a command idempotent: the id that the client gave it, and a digest of its content.
    record CommandKey(String id, UUID digest) {}

    /// The limits of the chat. The first one in the log counts; later ones have no effect.
    ///
    /// @param maxSessions the largest number of sessions at a time
    /// @param maxGroups the largest number of groups, besides the lobby, of one session
    record Configured(int maxSessions, int maxGroups) implements Fact {}

    /// A session begins.
    ///
    /// @param at the time of the log-in, by the clock of its node; the lease begins then
    /// @param expires when it ends at the latest
    record LoggedIn(
            String session, String user, @Nullable String avatar, Instant at, Instant expires)
            implements Fact {}

    /// A session ends, because it logged out or its token expired.
    ///
    /// @param why the code that its connections are closed with
    /// @param reason a sentence for the user
    record LoggedOut(String session, ErrorCode why, String reason) implements Fact {}

    /// A node reports activity of a session, which renews its lease.
    ///
    /// @param at when the session last had a connection or sent a request
    record Seen(String session, Instant at) implements Fact {}

    /// A session ends because its lease ran out. Has no effect if the session was seen after
    /// `seenAt`: then the node that appended this did not know of the renewal yet.
    ///
    /// @param seenAt the last activity of the session that the deciding node knew of
    record LeaseEnded(String session, Instant seenAt) implements Fact {}

    /// A session publishes a message to a group or to a user.
    record Published(
            String session, @Nullable CommandKey key, Address to, Content content, Instant at)
            implements Fact {}

    /// A session joins a group.
    record JoinedGroup(String session, @Nullable CommandKey key, Address.Group group, Instant at)
            implements Fact {}

    /// A session leaves a group.
    record LeftGroup(String session, @Nullable CommandKey key, Address.Group group, Instant at)
            implements Fact {}
}
