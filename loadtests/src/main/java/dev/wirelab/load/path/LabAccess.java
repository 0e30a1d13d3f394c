package dev.wirelab.load.path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.AccessCode;
import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.measure.TrustedCertificates;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.survive.client.HttpExchange;
import dev.wirelab.load.survive.client.Way;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A lab that answers at a URL: requests that wait for their answer, and sessions. Safe for use by
/// any number of threads.
final class LabAccess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String TRANSPORTS = "/api/transports";

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ClientTraffic traffic = new ClientTraffic();
    private final String family =
            "path-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 24));
    private final AtomicInteger sessions = new AtomicInteger();
    private final LabUrl url;
    private final @Nullable TrustedCertificates trusted;
    private final ConnectionProtocol protocol;
    private @Nullable Target target;

    /// A session, to be ended by [#logOut].
    record Member(String user, String token) {}

    private LabAccess(LabUrl url, @Nullable TrustedCertificates trusted) throws IOException {
        this.url = url;
        this.trusted = trusted;
        ConnectionProtocol plain = ConnectionProtocol.to(url.toString());
        this.protocol = trusted == null ? plain : plain.over(trusted);
    }

    /// Finds the lab.
    ///
    /// @param trusted what is accepted as its certificate; null: it is at an http address
    /// @throws CannotStartException if there is none; the message says what there is
    static LabAccess reach(LabUrl url, @Nullable TrustedCertificates trusted)
            throws CannotStartException, InterruptedException {
        try {
            LabAccess lab = new LabAccess(url, trusted);
            try {
                lab.check();
                return lab;
            } catch (CannotStartException | IOException | InterruptedException e) {
                lab.close();
                throw e;
            }
        } catch (IOException e) {
            String reason = Reason.brief(String.valueOf(e.getMessage()));
            String hint = reason.contains("PKIX") ? "; --ca FILE names its certificate" : "";
            throw new CannotStartException(
                    "no lab can be reached at %s: %s%s".formatted(url, reason, hint));
        }
    }

    private void check() throws CannotStartException, IOException, InterruptedException {
        Message answer = send(new Request("GET", TRANSPORTS, null, null));
        JsonNode list = json(answer);
        if (answer.status() != 200 || !list.isArray() || !list.path(0).has("id")) {
            throw new CannotStartException(
                    "what answers at %s is not a lab: %s"
                            .formatted(url, answer.status() == 200 ? "200" : status(answer)));
        }
        try (LabApi api = new LabApi(url.toString(), Optional.empty(), trusted)) {
            target = api.target();
        }
    }

    private static String status(Message answer) {
        String text = Integer.toString(answer.status());
        text += answer.field("Location").map(where -> " to " + where).orElse("");
        text += answer.field("Server").map(name -> " of " + name).orElse("");
        JsonNode message = json(answer).path("message");
        text += message.isTextual() ? ": " + message.textValue() : "";
        return Reason.brief(text);
    }

    /// A body as JSON; a missing node if it is none.
    static JsonNode json(Message answer) {
        try {
            return RunFiles.json().readTree(answer.body());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("bytes can be read", e);
        }
    }

    /// The address.
    LabUrl url() {
        return url;
    }

    /// What is accepted as its certificate; null: it is at an http address.
    @Nullable TrustedCertificates trusted() {
        return trusted;
    }

    /// Where requests go.
    ConnectionProtocol.Route route() {
        return protocol.httpRoute();
    }

    /// The value of `Host` in requests.
    String host() {
        ConnectionProtocol.Address address = route().address();
        String name = address.host();
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + address.port();
    }

    /// Runs all callbacks.
    EventLoop loop() {
        return loop;
    }

    /// Counts what passes the sockets.
    ClientTraffic traffic() {
        return traffic;
    }

    /// The way over a transport.
    ///
    /// @throws IllegalStateException if the lab has no port for it
    Way way(String transport) throws IOException {
        if (target == null) {
            throw new IllegalStateException("it was not reached");
        }
        Way way = Way.of(transport, target);
        return trusted == null
                ? way
                : new Way(transport, way.resumption(), way.addresses().over(trusted));
    }

    /// Sends a request on a connection of its own.
    ///
    /// @throws IOException if it gets no answer
    Message send(Request request) throws IOException, InterruptedException {
        HttpExchange http = new HttpExchange(loop, route(), traffic, LIMIT, false);
        CompletableFuture<Message> answer = new CompletableFuture<>();
        loop.execute(() ->
                http.send(
                        request,
                        LIMIT,
                        answer::complete,
                        loss -> answer.completeExceptionally(new IOException(loss.reason()))));
        try {
            return answer.get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new IOException(cause == null ? "no answer" : cause.getMessage(), e);
        } finally {
            loop.execute(http::close);
        }
    }

    /// Sends a request and awaits its answer, which takes as long as lab and machine are slow.
    void control() throws InterruptedException {
        try {
            var _ = send(new Request("GET", TRANSPORTS, null, null));
        } catch (IOException e) {
            // Then everything is slow, or the lab is gone, as the check that asks will find.
        }
    }

    /// Opens a session.
    ///
    /// @param code the access code of the lab; null: none
    /// @throws CannotStartException if it is refused
    Member logIn(@Nullable String code)
            throws CannotStartException, IOException, InterruptedException {
        String user = family + "-" + sessions.incrementAndGet();
        Message answer =
                send(new Request("POST", "/api/sessions", null, AccessCode.logIn(user, code)));
        JsonNode json = json(answer);
        if (json.path("code").asText().equals("wrong_code")) {
            throw new CannotStartException(AccessCode.refusal(url.toString(), code));
        }
        if (answer.status() != 201 || !json.path("token").isTextual()) {
            throw new CannotStartException(
                    "the lab at %s refuses a log-in: %s"
                            .formatted(url, Reason.brief(answer.status() + ": " + answer.text())));
        }
        return new Member(user, json.path("token").textValue());
    }

    /// Ends a session, or leaves it to its lease.
    void logOut(Member member) throws InterruptedException {
        try {
            var _ = send(new Request("DELETE", "/api/sessions/me", member.token(), null));
        } catch (IOException e) {
            // Its lease ends it.
        }
    }

    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
}
