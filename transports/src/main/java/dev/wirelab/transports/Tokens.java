package dev.wirelab.transports;

import dev.wirelab.core.delivery.Session;
import java.util.concurrent.CompletionStage;

/// Issues and verifies the tokens that identify a session.
public interface Tokens {
    /// A token for this session, valid until the session ends.
    String issue(Session session);

    /// The session that a token was issued for.
    ///
    /// @return the session, or the refusal `unauthorized`, whose message does not reveal the reason
    CompletionStage<Session> verify(String token);
}
