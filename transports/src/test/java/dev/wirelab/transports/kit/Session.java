package dev.wirelab.transports.kit;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// A session that was opened over HTTP.
record Session(String user, String token, Instant expiresAt) {

    static Session open(URI lab, String user) {
        return of(post(lab, Json.MAPPER.createObjectNode().put("user", user).toString()));
    }

    static Session of(HttpAnswer answer) {
        Json opened = answer.orRefused().json();
        return new Session(
                opened.string("user"),
                opened.string("token"),
                Instant.parse(opened.string("expiresAt")));
    }

    /// Asks for a session with any body.
    static HttpAnswer post(URI lab, String body) {
        return HttpConnection.once(lab, "POST", "/api/sessions", Map.of(), body);
    }

    HttpAnswer logOut(URI lab) {
        return HttpConnection.once(lab, "DELETE", "/api/sessions/me", authorization(), "");
    }

    Map<String, String> authorization() {
        return Map.of("Authorization", "Bearer " + token);
    }
}
