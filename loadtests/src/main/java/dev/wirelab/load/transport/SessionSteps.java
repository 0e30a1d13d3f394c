package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.exec;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.measure.AccessCode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Function;

/// Log-in and log-out, over HTTP for every transport.
public final class SessionSteps {
    private static final String TOKEN = "token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private SessionSteps() {}

    /// Logs in under a name. Where the protocol continues on another connection this one is closed;
    /// otherwise the cost of a connection would be that of two.
    public static ChainBuilder logIn(LoadProtocol protocol, Function<Session, String> user) {
        String code = AccessCode.inEnvironment().orElse(null);
        return exec(
                step("log in")
                        .request(
                                201,
                                s -> {
                                    String body = AccessCode.logIn(user.apply(s), code);
                                    return new Request("POST", "/api/sessions", null, body)
                                            .closing(!protocol.staysOnHttp());
                                },
                                (response, s) -> resume(s, token(response))));
    }

    private static String token(Message response) {
        try {
            return JSON.readTree(response.body()).required(TOKEN).asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The token of a virtual user that has logged in.
    public static String token(Session user) {
        return Objects.requireNonNull(user.getString(TOKEN));
    }

    /// Continues a session that another virtual user began.
    public static Session resume(Session user, String token) {
        return user.set(TOKEN, token);
    }

    /// Logs out, so that a run leaves nothing behind in the lab.
    public static ChainBuilder logOut() {
        return exec(
                step("log out")
                        .request(
                                204,
                                user ->
                                        new Request(
                                                "DELETE", "/api/sessions/me", token(user), null)));
    }
}
