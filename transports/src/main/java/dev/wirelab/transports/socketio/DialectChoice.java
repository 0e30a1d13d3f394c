package dev.wirelab.transports.socketio;

import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.socketio.dialect.Dialect;
import dev.wirelab.transports.socketio.dialect.Dialects;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Decides which clients speak a dialect: by the namespace, by the query of the request that begins
/// the session, or by default.
final class DialectChoice {
    private final TransportContext lab;
    private final Dialects dialects;
    private final @Nullable Dialect usual;

    // Each format by itself, so that equal ones are one object: a batch caches bytes by the
    // identity of the format.
    private final Map<DialectFormat, DialectFormat> formats = new ConcurrentHashMap<>();

    /// @param usual the dialect of clients in the main namespace that neither choose one nor log in
    ///   as they connect; null for the lab's own events
    /// @throws Refusal `bad_request` if there is no such dialect
    DialectChoice(TransportContext lab, @Nullable String usual) {
        this.lab = lab;
        this.dialects = Dialects.of(lab.chat()::avatar);
        this.usual = usual == null ? null : dialects.named(usual);
    }

    /// The main namespace, and one for each dialect.
    Map<String, Namespace> namespaces() {
        Map<String, Namespace> all = new HashMap<>();
        all.put(Packet.MAIN, this::connect);
        for (Dialect dialect : dialects.all()) {
            all.put(
                    Packet.MAIN + dialect.name(),
                    (link, auth) -> connect(link, dialect, fields(auth)));
        }
        return Map.copyOf(all);
    }

    private Namespace.Member connect(NamespaceLink link, String auth) {
        Map<String, String> fields = fields(auth);
        String asked = link.engine().handshake().dialect();
        Dialect dialect;
        try {
            dialect = asked == null ? usual(fields) : dialects.named(asked);
        } catch (Refusal refusal) {
            return ChatMember.refused(lab, link, refusal);
        }
        return dialect == null
                ? ChatMember.connect(lab, link, auth)
                : connect(link, dialect, fields);
    }

    private @Nullable Dialect usual(Map<String, String> auth) {
        boolean logsIn =
                auth.containsKey("token") || auth.containsKey("user") || auth.containsKey("pid");
        return logsIn ? null : usual;
    }

    private Namespace.Member connect(
            NamespaceLink link, Dialect dialect, Map<String, String> auth) {
        DialectFormat format = new DialectFormat(dialect, link);
        return DialectMember.connect(
                lab, link, dialect, formats.computeIfAbsent(format, same -> same), auth);
    }

    private static Map<String, String> fields(String auth) {
        Map<String, String> fields = new HashMap<>();
        PacketEvent.object(auth, fields::put);
        return fields;
    }
}
