package dev.wirelab.core.log;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.ErrorCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that changes what sessions see. Plain data, so that a log may carry it elsewhere.
public sealed interface Fact {
    /// The session it is about.
    String session();

    /// What makes doing a command twice harmless: the client's id for it, and a digest of its body.
    record CommandKey(String id, UUID body) {}

    /// A session begins.
    ///
    /// @param expires when it ends at the latest
    record LoggedIn(String session, String user, @Nullable String avatar, Instant expires)
            implements Fact {}

    /// A session ends.
    ///
    /// @param why what its connections are told
    record LoggedOut(String session, ErrorCode why, String reason) implements Fact {}

    /// Something was said.
    record Said(String session, @Nullable CommandKey key, Address to, String text, Instant at)
            implements Fact {}

    /// A session enters a group.
    record Entered(String session, @Nullable CommandKey key, Address.Group group, Instant at)
            implements Fact {}

    /// A session leaves a group.
    record Departed(String session, @Nullable CommandKey key, Address.Group group, Instant at)
            implements Fact {}
}
