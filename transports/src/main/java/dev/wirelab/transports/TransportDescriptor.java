package dev.wirelab.transports;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The static properties of a transport. Code that depends on how transports differ reads it here
/// instead of comparing ids.
///
/// @param id its id in the protocol, the meters and reports, such as `websocket`
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
        /// The client requests them.
        POLL
    }

    /// How commands reach the lab.
    public enum Commands {
        /// On the connection that carries the events; a client may also log in there.
        CONNECTION,
        /// By `POST /api/commands`.
        POST
    }

    /// The descriptor as the members of a JSON object, the id first.
    ///
    /// @param where the address of the running transport, see [Transport#where]
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
