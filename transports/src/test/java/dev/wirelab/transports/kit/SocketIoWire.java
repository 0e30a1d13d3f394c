package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A WebSocket that speaks Engine.IO 4 and Socket.IO 5 from the start, without polling, and answers
/// pings.
final class SocketIoWire implements RawStream {
    static final String PATH = "/socket.io/";
    static final String TARGET = PATH + "?EIO=4&transport=websocket";

    private final WebSocketWire wire;
    private final Json opening;

    private SocketIoWire(WebSocketWire wire) {
        this.wire = wire;
        String open = text();
        assertThat(open).startsWith("0");
        this.opening = Json.parse(open.substring(1));
    }

    static SocketIoWire open(URI lab, int receiveBuffer) {
        return open(lab, TARGET, Map.of(), receiveBuffer);
    }

    static SocketIoWire open(
            URI lab, String target, Map<String, String> headers, int receiveBuffer) {
        return new SocketIoWire(WebSocketWire.open(lab, target, headers, receiveBuffer));
    }

    /// What the lab said when the session began.
    Json opening() {
        return opening;
    }

    WebSocketWire webSocket() {
        return wire;
    }

    /// Sends a packet of Engine.IO.
    SocketIoWire send(String packet) {
        wire.text(packet);
        return this;
    }

    /// The next packet of Engine.IO that is no ping; null once the lab has ended the connection.
    @Nullable String next() {
        for (WebSocketWire.Frame frame = wire.read(); frame != null; frame = wire.read()) {
            if (frame.opcode() == WebSocketWire.CLOSE) {
                return null;
            }
            String packet = packet(frame);
            if (packet.equals("2")) {
                send("3");
            } else {
                return packet;
            }
        }
        return null;
    }

    /// The packet of a frame; a binary one as its length.
    static String packet(WebSocketWire.Frame frame) {
        if (frame.opcode() == WebSocketWire.BINARY) {
            return "binary of " + frame.payload().length;
        }
        assertThat(frame.bits()).as("FIN, no extension, text").isEqualTo(0x81);
        return Net.utf8(frame.payload());
    }

    /// The next packet, which must come.
    String text() {
        String packet = next();
        if (packet == null) {
            throw new AssertionError("the connection ended");
        }
        return packet;
    }

    /// The first argument of an event or an acknowledgement, whose name must be its type and whose
    /// last argument its cursor if it has one to resume from; null for any other packet.
    static @Nullable Json event(String packet) {
        if (!packet.startsWith("42") && !packet.startsWith("43")) {
            return null;
        }
        boolean isEvent = packet.startsWith("42");
        JsonNode array = read(packet.substring(packet.indexOf('[')));
        if (!(array.get(isEvent ? 1 : 0) instanceof ObjectNode object)) {
            throw new AssertionError("an event without an object: " + packet);
        }
        Json json = new Json(object);
        if (isEvent) {
            assertThat(array.get(0).textValue()).as("name of %s", packet).isEqualTo(json.type());
            boolean resumes = json.has("cursor") && !json.isType("ok");
            assertThat(array.size()).as("arguments of %s", packet).isEqualTo(resumes ? 3 : 2);
            if (resumes) {
                assertThat(array.get(2).textValue()).isEqualTo(json.cursor());
            }
        }
        return json;
    }

    /// The error of a packet that refuses a connection.
    static Json refusal(String packet) {
        assertThat(packet).startsWith("44{");
        Json error = Json.parse(packet.substring(2));
        return Json.of("error")
                .with("code", error.object("data").string("code"))
                .with("message", error.string("message"));
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the lab sent what is no JSON: " + json, e);
        }
    }

    /// The packet of an event that carries a whole command, which may be no JSON at all.
    static String whole(String command) {
        return "42[\"message\"," + command + "]";
    }

    @Override
    public Json json(String type) {
        while (true) {
            Json event = event(text());
            if (event != null && event.isType(type)) {
                return event;
            }
        }
    }

    @Override
    public byte[] encode(String command) {
        return wire.encode(whole(command));
    }

    @Override
    public void transmit(byte[] bytes) {
        wire.transmit(bytes);
    }

    @Override
    public void awaitEnd() {
        wire.awaitEnd();
    }

    @Override
    public void close() {
        wire.close();
    }
}
