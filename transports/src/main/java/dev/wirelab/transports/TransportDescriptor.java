package dev.wirelab.transports;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What can be said of a transport without running it. Whatever a caller must know of a transport
/// stands here, so that nobody compares ids.
///
/// @param id its name everywhere, such as `websocket`
/// @param kind how events reach the client
/// @param commands how commands reach the lab
/// @param browser whether a web page can use it
/// @param tls whether it can run over TLS
/// @param http2 whether it can run as a stream of an HTTP/2 connection
public record TransportDescriptor(
        String id, Kind kind, Commands commands, boolean browser, boolean tls, boolean http2) {
    /// How events reach the client.
    public enum Kind {
        /// The lab sends them on a connection that stays open.
        STREAM,
        /// The client asks for them.
        POLL
    }

    /// How commands reach the lab.
    public enum Commands {
        /// On the connection that carries the events, where a client also may log in.
        CONNECTION,
        /// By `POST /api/commands`.
        POST
    }

    /// The descriptor as the members of a JSON object, the id first.
    ///
    /// @param where what else is known of a transport that runs: its `path`, or `host` and `port`
    public Map<String, Object> json(Map<String, Object> where) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id);
        members.putAll(where);
        members.put("kind", word(kind));
        members.put("commands", word(commands));
        members.put("browser", browser);
        members.put("tls", tls);
        members.put("http2", http2);
        return members;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
