package dev.wirelab.load.claims;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// A session in the lab.
///
/// @param name the user's
/// @param token what shows who it is
record Guest(String name, String token) {
    private static final int UNAUTHORIZED = 401;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Guest logIn(HttpWire http, String name) throws IOException {
        Exchange login =
                HttpWire.demand(
                        "log-in",
                        http.ask("POST /api/sessions", "", "{\"user\":\"" + name + "\"}"));
        return new Guest(name, JSON.readTree(login.body()).path("token").asText());
    }

    /// Ends the session, unless its lease has run out meanwhile.
    void logOut(HttpWire http) throws IOException {
        Exchange logout = http.ask("DELETE /api/sessions/me", bearer(), "");
        if (logout.status() != UNAUTHORIZED) {
            HttpWire.demand("log-out", logout);
        }
    }

    /// The header that carries the token.
    String bearer() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /// Its address.
    String address() {
        return "@" + name;
    }
}
