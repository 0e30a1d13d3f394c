package dev.wirelab.transports.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.TrafficHandler;
import dev.wirelab.transports.http.auth.BearerToken;
import dev.wirelab.transports.ledger.ExchangeReader;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Log-in and log-out over HTTP, the meters of a session, and how its requests arrive.
public final class SessionRoutes {
    private static final String SESSIONS = "/api/sessions";
    private static final String OWN = SESSIONS + "/me";
    private static final String GOING = OWN + "/going";

    /// Classifies log-ins and log-outs for the ledger.
    public static final ExchangeReader.Classifier EXCHANGES =
            request ->
                    request.isTo("POST", SESSIONS)
                                    || request.isTo("DELETE", OWN)
                                    || request.isTo("POST", GOING)
                            ? ExchangeReader.Plain.HANDSHAKE
                            : null;

    /// The fields that proxies change or add for everyone; others may be secrets between a proxy
    /// and the lab.
    private static final List<String> SHOWN_FIELDS =
            List.of(
                    "Host",
                    "Origin",
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Port",
                    "X-Forwarded-Prefix",
                    "X-Forwarded-Proto",
                    "X-Real-IP");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TransportContext lab;

    /// Creates the routes of this lab.
    public SessionRoutes(TransportContext lab) {
        this.lab = lab;
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.post(SESSIONS, this::logIn);
        config.routes.delete(OWN, this::logOut);
        config.routes.post(GOING, this::going);
        config.routes.get(OWN + "/meters", this::meters);
        config.routes.get(OWN + "/request", this::received);
    }

    private void logIn(Context request) {
        Command.Login login = JsonCommands.decodeLogin(CommandRoute.body(request));
        String user = login.user();
        if (user == null) {
            throw Refusal.badRequest("the field user is missing");
        }
        CompletionStage<Boolean> admitted =
                TrafficHandler.of(request).place().admitLogIn(user, login.code());
        request.future(() ->
                admitted.thenCompose(_ -> lab.chat().logIn(user, login.avatar()))
                        .thenAccept(session -> answer(request, session))
                        .toCompletableFuture());
    }

    private void answer(Context request, Session session) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token", lab.tokens().issue(session));
        body.put("user", session.user());
        body.put("expiresAt", session.expires().truncatedTo(ChronoUnit.SECONDS).toString());
        long lease = lab.chat().sessionLease().toMillis();
        body.put("leaseSeconds", lease % 1000 == 0 ? (Number) (lease / 1000) : lease / 1e3);
        json(request.status(201), body);
    }

    private void logOut(Context request) {
        Session session = BearerToken.session(lab.tokens(), request);
        Chat.await(lab.chat().logOut(session, "logged out"));
        request.status(204);
    }

    private void going(Context request) {
        lab.chat().going(BearerToken.session(lab.tokens(), request));
        request.status(204);
    }

    private void meters(Context request) {
        Session session = BearerToken.session(lab.tokens(), request);
        Map<String, Object> rows = new TreeMap<>();
        session.meters().forEach((id, meter) -> rows.put(id, meter.report()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("stamp", System.nanoTime());
        body.put(
                "at", ChronoUnit.MICROS.between(Instant.EPOCH, lab.chat().clock().instant()) / 1e3);
        body.put("transports", rows);
        json(request, body);
    }

    private void received(Context request) {
        var _ = BearerToken.session(lab.tokens(), request);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        // HTTP/2 has `:authority` instead (RFC 9113 §8.3.1).
        fields.put(
                "Host",
                List.of(request.req().getServerName() + ":" + request.req().getServerPort()));
        for (String name : SHOWN_FIELDS) {
            List<String> values = Collections.list(request.req().getHeaders(name));
            if (!values.isEmpty()) {
                fields.put(name, values);
            }
        }
        json(request, Map.of("version", request.protocol(), "headers", fields));
    }

    /// Answers with a JSON body that must not be cached.
    public static void json(Context request, Object body) {
        try {
            request.header("Cache-Control", "no-store")
                    .contentType("application/json")
                    .result(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
