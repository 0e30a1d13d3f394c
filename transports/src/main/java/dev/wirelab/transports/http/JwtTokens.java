package dev.wirelab.transports.http;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.Session;
import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Refusal;
import dev.wirelab.transports.Tokens;

/// Tokens as JSON Web Tokens (RFC 7519), signed with HMAC-SHA-256 and nothing else: whatever `alg`
/// a token claims, it is checked by that one algorithm. `sub` is the user, `jti` the session.
public final class JwtTokens implements Tokens {
    private static final String NAME = "wirelab";

    /// No token of ours is longer: names are short.
    private static final int MAX_LENGTH = 2048;

    private final Chat chat;
    private final Algorithm algorithm;
    private final JWTVerifier verifier;

    /// Makes the tokens of a chat.
    public JwtTokens(Chat chat, TokenSecret secret) {
        this.chat = chat;
        this.algorithm = Algorithm.HMAC256(secret.bytes());
        this.verifier =
                JWT.require(algorithm)
                        .withIssuer(NAME)
                        .withAudience(NAME)
                        .withClaimPresence("exp")
                        .withClaimPresence("jti")
                        .build();
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
    public Session verify(String token) {
        if (token.length() > MAX_LENGTH) {
            throw invalid();
        }
        DecodedJWT verified;
        try {
            verified = verifier.verify(token);
        } catch (JWTVerificationException | IllegalArgumentException e) {
            throw invalid();
        }
        return chat.session(verified.getId())
                .orElseThrow(() -> new Refusal(ErrorCode.UNAUTHORIZED, "the session has ended"));
    }

    private static Refusal invalid() {
        return new Refusal(ErrorCode.UNAUTHORIZED, "the token is not valid");
    }
}
