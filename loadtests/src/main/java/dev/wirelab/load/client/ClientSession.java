package dev.wirelab.load.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// A session in the lab.
public record ClientSession(String user, String token) {
    private static final int UNAUTHORIZED = 401;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Logs in.
    public static ClientSession logIn(HttpClientConnection http, String user) throws IOException {
        RawExchange login = http.send("POST /api/sessions", "", "{\"user\":\"" + user + "\"}");
        HttpClientConnection.requireSuccess("log-in", login);
        return new ClientSession(user, JSON.readTree(login.body()).path("token").asText());
    }

    /// Logs out. It is no error if the session has expired or was ended before.
    public void logOut(HttpClientConnection http) throws IOException {
        RawExchange logout = http.send("DELETE /api/sessions/me", bearer(), "");
        if (logout.status() != UNAUTHORIZED) {
            HttpClientConnection.requireSuccess("log-out", logout);
        }
    }

    /// The header that carries the token, with its CRLF.
    public String bearer() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /// Where private messages to this user are sent.
    public String address() {
        return "@" + user;
    }
}
