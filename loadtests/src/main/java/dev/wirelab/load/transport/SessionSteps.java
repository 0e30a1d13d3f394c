package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.Objects;
import java.util.function.Function;

/// Log-in and log-out, over HTTP for every transport.
public final class SessionSteps {
    /// The virtual user's attribute that holds the token.
    static final String TOKEN = "token";

    /// The value of the field `authorization`.
    static final String BEARER = "Bearer #{" + TOKEN + "}";

    private SessionSteps() {}

    /// Logs in under a name. Where the protocol continues on another connection this one is closed;
    /// otherwise the cost of a connection would be that of two.
    public static ChainBuilder logIn(LoadProtocol protocol, Function<Session, String> user) {
        HttpRequestActionBuilder logIn =
                http("log in")
                        .post("/api/sessions")
                        .header("content-type", "application/json")
                        .body(StringBody(s -> "{\"user\":\"" + user.apply(s) + "\"}"))
                        .check(status().is(201), jsonPath("$.token").saveAs(TOKEN));
        return exec(protocol.staysOnHttp() ? logIn : logIn.header("connection", "close"));
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
                http("log out")
                        .delete("/api/sessions/me")
                        .header("authorization", BEARER)
                        .check(status().is(204)));
    }

    /// Gatling's HTTP as every transport here uses it: one kept-alive HTTP/1.1 connection per
    /// virtual user, no cache, no redirects, no unnecessary header.
    static HttpProtocolBuilder httpProtocol(Target target) {
        return http.baseUrl(target.http())
                .disableWarmUp()
                .disableCaching()
                .disableFollowRedirect()
                .disableAutoReferer()
                .disableAutoOrigin();
    }
}
