package dev.wirelab.transports.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The connection of one client to one namespace, as the namespace sees it. Safe on any thread.
final class NamespaceLink {
    /// The most acknowledgements that the lab waits for.
    private static final int MAX_ACKNOWLEDGEMENTS = 64;

    private final String namespace;
    private final EngineSession engine;
    private final Consumer<NamespaceLink> onLeft;
    private final String sid = EngineServer.newSid();
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Consumer<PacketEvent>> acknowledgements = new ConcurrentHashMap<>();

    /// @param onLeft called when the client has been disconnected by the lab
    NamespaceLink(String namespace, EngineSession engine, Consumer<NamespaceLink> onLeft) {
        this.namespace = namespace;
        this.engine = engine;
        this.onLeft = onLeft;
    }

    String namespace() {
        return namespace;
    }

    EngineSession engine() {
        return engine;
    }

    /// The packet that accepts the client.
    ///
    /// @param pid the id with which it may recover the connection; null if it cannot
    byte[] connected(@Nullable String pid) {
        return EngineFrames.text(
                Packet.head(Packet.Type.CONNECT, namespace, null)
                        + "{\"sid\":\""
                        + sid
                        + "\""
                        + (pid == null ? "" : ",\"pid\":\"" + pid + "\"")
                        + "}");
    }

    /// Removes the client from the namespace, and returns the packet that refuses it.
    byte[] refused(ErrorCode code, String message) {
        onLeft.accept(this);
        return EngineFrames.text(
                refusal(namespace, message, ",\"data\":{\"code\":\"" + code.code() + "\"}"));
    }

    /// The packet that refuses a namespace that does not exist.
    static byte[] unknown(String namespace) {
        return EngineFrames.text(refusal(namespace, "Invalid namespace", ""));
    }

    private static String refusal(String namespace, String message, String data) {
        return Packet.head(Packet.Type.CONNECT_ERROR, namespace, null)
                + "{\"message\":\""
                + quoted(message)
                + "\""
                + data
                + "}";
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /// The packet of an event.
    ///
    /// @param array JSON, the name of the event first
    byte[] event(String array) {
        return EngineFrames.text(Packet.head(Packet.Type.EVENT, namespace, null) + array);
    }

    /// Encodes the reply to an event as its acknowledgement; null if the client does not ask for
    /// one.
    @Nullable Function<Event, byte[]> acknowledgement(PacketEvent event) {
        String id = event.id();
        return id == null
                ? null
                : reply ->
                        acknowledgement(
                                id,
                                "["
                                        + new String(
                                                JsonEvents.encode(reply), StandardCharsets.UTF_8)
                                        + "]");
    }

    /// The packet of an acknowledgement.
    ///
    /// @param array its arguments as JSON
    byte[] acknowledgement(String id, String array) {
        return EngineFrames.text(Packet.head(Packet.Type.ACK, namespace, id) + array);
    }

    /// The packet of an event that the client acknowledges.
    ///
    /// @param acknowledged called with its arguments, once, or never if the client does not
    /// @throws Refusal `too_many` if the client has left too many events without acknowledgement
    byte[] event(String array, Consumer<PacketEvent> acknowledged) {
        if (acknowledgements.size() >= MAX_ACKNOWLEDGEMENTS) {
            throw new Refusal(ErrorCode.TOO_MANY, "too many events are not acknowledged");
        }
        String id = Long.toString(ids.getAndIncrement());
        acknowledgements.put(id, acknowledged);
        return EngineFrames.text(Packet.head(Packet.Type.EVENT, namespace, id) + array);
    }

    /// The client has acknowledged an event. An unexpected acknowledgement is ignored.
    void acknowledged(PacketEvent arguments) {
        Consumer<PacketEvent> waiting =
                arguments.id() == null ? null : acknowledgements.remove(arguments.id());
        if (waiting != null) {
            waiting.accept(arguments);
        }
    }

    /// Disconnects the client from this namespace; its session continues.
    void disconnect() {
        engine.send(
                EngineFrames.text(Packet.head(Packet.Type.DISCONNECT, namespace, null)), () -> {});
        onLeft.accept(this);
    }

    /// Ends the connection of the client after it has been sent the reason.
    void end(ErrorCode code) {
        switch (code) {
            // The official client reconnects when its connection ends.
            case SHUTTING_DOWN -> engine.finish(1001, code.code());
            case INTERNAL -> engine.finish(1011, code.code());
            case TOO_SLOW -> engine.finish(4001, code.code());
            case UNAVAILABLE -> engine.finish(4003, code.code());
            case TOO_MANY, RATE_LIMITED -> engine.finish(4002, code.code());
            // It does not when it is disconnected.
            case UNAUTHORIZED,
                    WRONG_CODE,
                    TOO_LARGE,
                    BAD_REQUEST,
                    FORBIDDEN_ORIGIN,
                    NOT_MEMBER,
                    UNKNOWN_USER,
                    UNKNOWN_GROUP,
                    NOT_FOUND,
                    NAME_TAKEN ->
                    disconnect();
        }
    }
}
