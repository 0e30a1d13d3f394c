package dev.wirelab.transports;

import dev.wirelab.core.delivery.Session;

/// Issues and verifies the tokens that identify a session.
public interface Tokens {
    /// A token for this session, good until the session ends.
    String issue(Session session);

    /// The living session that a token was issued for.
    ///
    /// @throws dev.wirelab.core.protocol.Refusal `unauthorized`, without saying what is wrong with
    ///   it
    Session verify(String token);
}
