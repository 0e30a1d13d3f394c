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

/// A session's beginning and end, over HTTP for every transport.
public final class LogIn {
    /// The virtual user's attribute that holds the token.
    static final String TOKEN = "token";

    /// The header that carries it.
    static final String BEARER = "Bearer #{" + TOKEN + "}";

    private LogIn() {}

    /// Begins a session under a name. Where the protocol goes on over another connection this one
    /// is closed, or what a connection costs would be what two do.
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

    /// Goes on in a session that another virtual user began.
    public static Session resume(Session user, String token) {
        return user.set(TOKEN, token);
    }

    /// Ends the session, so that nothing of a run stays behind in the lab.
    public static ChainBuilder logOut() {
        return exec(
                http("log out")
                        .delete("/api/sessions/me")
                        .header("authorization", BEARER)
                        .check(status().is(204)));
    }

    /// Gatling's HTTP as every transport here uses it: one kept-alive HTTP/1.1 connection a virtual
    /// user, nothing cached or followed, no header that is not needed.
    static HttpProtocolBuilder httpProtocol(Target target) {
        return http.baseUrl(target.http())
                .disableWarmUp()
                .disableCaching()
                .disableFollowRedirect()
                .disableAutoReferer()
                .disableAutoOrigin();
    }
}
