package dev.wirelab.transports;

import dev.wirelab.core.delivery.Session;

/// Makes and checks the tokens by which a connection shows whose session it belongs to.
public interface Tokens {
    /// A token for this session, good until the session ends.
    String issue(Session session);

    /// The living session that a token was issued for.
    ///
    /// @throws dev.wirelab.core.protocol.Refusal `unauthorized`, without saying what is wrong with
    ///   it
    Session verify(String token);
}
