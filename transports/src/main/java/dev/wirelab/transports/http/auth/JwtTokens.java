package dev.wirelab.transports.http.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Tokens;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Tokens as JSON Web Tokens (RFC 7519), signed with HMAC-SHA-256. Every token is verified by this
/// algorithm only, whatever `alg` it claims. `sub` is the user, `jti` the session.
public final class JwtTokens implements Tokens {
    private static final String NAME = "wirelab";

    /// The lab's own tokens are shorter, since names are short.
    private static final int MAX_LENGTH = 2048;

    /// The number of verified tokens that are cached: verifying one again costs as much as a poll.
    private static final int MAX_VERIFIED = 20_000;

    private final Chat chat;
    private final RecentlyUsed<String, String> verified = new RecentlyUsed<>(MAX_VERIFIED);
    private final Algorithm algorithm;
    private final JWTVerifier verifier;

    /// Creates the tokens of a chat.
    public JwtTokens(Chat chat, TokenSecret secret) {
        this.chat = chat;
        this.algorithm = Algorithm.HMAC256(secret.bytes());
        this.verifier =
                ((JWTVerifier.BaseVerification)
                                JWT.require(algorithm)
                                        .withIssuer(NAME)
                                        .withAudience(NAME)
                                        .withClaimPresence("exp")
                                        .withClaimPresence("jti"))
                        .build(chat.clock().withZone(ZoneOffset.UTC));
    }

    @Override
    public String issue(Session session) {
        return JWT.create()
                .withIssuer(NAME)
                .withAudience(NAME)
                .withSubject(session.user())
                .withJWTId(session.id())
                .withExpiresAt(session.expires())
                .sign(algorithm);
    }

    @Override
    public CompletionStage<Session> verify(String token) {
        String known = verified.get(token);
        String id;
        try {
            id = known == null ? check(token) : known;
        } catch (Refusal refusal) {
            return CompletableFuture.failedStage(refusal);
        }
        // A token expires together with its session, so a cached token of an active session is
        // still valid.
        return chat.session(id)
                .whenComplete((session, _) -> {
                    if (session == null) {
                        verified.remove(token);
                    } else if (known == null) {
                        verified.put(token, id);
                    }
                });
    }

    private String check(String token) {
        if (token.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            return verifier.verify(token).getId();
        } catch (JWTVerificationException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return new Refusal(ErrorCode.UNAUTHORIZED, "the token is not valid");
    }
}
