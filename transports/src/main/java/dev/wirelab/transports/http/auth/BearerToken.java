package dev.wirelab.transports.http.auth;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Tokens;
import dev.wirelab.transports.http.HttpExchange;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Finds a request's token: in `Authorization: Bearer …` (RFC 6750 §2.1), in `?token=…`, or among
/// the subprotocols that a WebSocket client offers.
public final class BearerToken {
    /// The subprotocol that a WebSocket client offers together with `bearer.<token>`.
    public static final String SUBPROTOCOL = "wirelab.v1";

    private static final String SCHEME = "bearer ";
    private static final String OFFER = "bearer.";

    private BearerToken() {}

    /// The session of this request. For threads that may block.
    ///
    /// @throws Refusal `unauthorized`
    public static Session session(Tokens tokens, Context request) {
        return Chat.await(tokens.verify(token(request).orElseThrow(BearerToken::missing)));
    }

    /// The token of this request, if it has one.
    public static Optional<String> token(Context request) {
        return fromHeader(request.header("Authorization"))
                .or(() -> Optional.ofNullable(request.queryParam("token")))
                .or(() -> fromSubprotocols(request));
    }

    /// The session of an exchange.
    ///
    /// @return the session, or the refusal `unauthorized`
    /// @throws Refusal `unauthorized` if there is no token
    public static CompletionStage<Session> session(Tokens tokens, HttpExchange exchange) {
        String header = exchange.header(HttpHeader.AUTHORIZATION);
        Session known = header == null ? null : exchange.cachedSession(header);
        if (known != null) {
            return CompletableFuture.completedStage(known);
        }
        Optional<String> token = fromHeader(header);
        CompletionStage<Session> session =
                tokens.verify(
                        token.or(() -> Optional.ofNullable(exchange.query("token")))
                                .orElseThrow(BearerToken::missing));
        return header == null || token.isEmpty()
                ? session
                : session.thenApply(verified -> {
                    exchange.cacheSession(header, verified);
                    return verified;
                });
    }

    /// The token of an exchange, if it has one.
    public static Optional<String> find(HttpExchange exchange) {
        return fromHeader(exchange.header(HttpHeader.AUTHORIZATION))
                .or(() -> Optional.ofNullable(exchange.query("token")));
    }

    private static Optional<String> fromHeader(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static Refusal missing() {
        return new Refusal(ErrorCode.UNAUTHORIZED, "a token is needed");
    }

    private static Optional<String> fromSubprotocols(Context request) {
        return offers(request.header("Sec-WebSocket-Protocol"))
                .filter(offer -> offer.startsWith(OFFER))
                .map(offer -> offer.substring(OFFER.length()))
                .findFirst();
    }

    /// Answers the subprotocols that a WebSocket offers by ours, if it is among them. Javalin would
    /// answer with the first one, which may be the token.
    public static void answerSubprotocol(Context request) {
        boolean offered =
                offers(request.header("Sec-WebSocket-Protocol")).anyMatch(SUBPROTOCOL::equals);
        request.res().setHeader("Sec-WebSocket-Protocol", offered ? SUBPROTOCOL : null);
    }

    private static java.util.stream.Stream<String> offers(@Nullable String header) {
        return header == null
                ? java.util.stream.Stream.empty()
                : java.util.Arrays.stream(header.split(",")).map(String::strip);
    }
}
