package dev.wirelab.transports.socketio;

import dev.wirelab.core.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/// A packet of Socket.IO, without its attachments.
///
/// @param attachments how many binary messages follow; 0 for a packet of text
/// @param namespace such as `/`, without a query
/// @param id of the acknowledgement that is asked for or given; null without one
/// @param data JSON, not checked; empty without any
record Packet(Type type, int attachments, String namespace, @Nullable String id, String data) {
    /// The types in the order of their numbers.
    enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        CONNECT_ERROR,
        BINARY_EVENT,
        BINARY_ACK
    }

    /// The namespace that every client may connect to without naming it.
    static final String MAIN = "/";

    /// More digits do not fit into a number of JavaScript.
    private static final int MAX_ID_DIGITS = 15;

    private static final int MAX_NAMESPACE = 128;
    private static final int MAX_COUNT_DIGITS = 4;

    /// Reads a packet up to its data.
    ///
    /// @throws Refusal `bad_request` if it is none
    static Packet parse(String text) {
        int number = text.isEmpty() ? -1 : text.charAt(0) - '0';
        if (number < 0 || number >= Type.values().length) {
            throw Refusal.badRequest("not a packet of Socket.IO");
        }
        Type type = Type.values()[number];
        int at = 1;
        int attachments = 0;
        if (type == Type.BINARY_EVENT || type == Type.BINARY_ACK) {
            int end = digits(text, at);
            if (end == at
                    || end - at > MAX_COUNT_DIGITS
                    || end == text.length()
                    || text.charAt(end) != '-') {
                throw Refusal.badRequest("a binary packet has the number of its attachments");
            }
            attachments = Integer.parseInt(text, at, end, 10);
            at = end + 1;
        }
        String namespace = MAIN;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            if (end - at > MAX_NAMESPACE) {
                throw Refusal.badRequest("the name of a namespace is too long");
            }
            namespace = withoutQuery(text.substring(at, end));
            at = comma < 0 ? end : end + 1;
        }
        int end = digits(text, at);
        if (end - at > MAX_ID_DIGITS) {
            throw Refusal.badRequest("the id of an acknowledgement is too long");
        }
        String id = end == at ? null : text.substring(at, end);
        return new Packet(type, attachments, namespace, id, text.substring(end));
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static String withoutQuery(String namespace) {
        int query = namespace.indexOf('?');
        return query < 0 ? namespace : namespace.substring(0, query);
    }

    /// The beginning of a packet of text from the lab, up to its data.
    static String head(Type type, String namespace, @Nullable String id) {
        return "4"
                + type.ordinal()
                + (namespace.equals(MAIN) ? "" : namespace + ",")
                + (id == null ? "" : id);
    }

    /// The same for a packet with attachments.
    static String head(Type type, int attachments, String namespace, @Nullable String id) {
        return "4"
                + type.ordinal()
                + attachments
                + "-"
                + (namespace.equals(MAIN) ? "" : namespace + ",")
                + (id == null ? "" : id);
    }
}
