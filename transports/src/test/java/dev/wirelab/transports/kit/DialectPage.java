package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// A page of a tutorial that speaks a dialect over Socket.IO, on a WebSocket alone.
///
/// @param namespace as it begins a packet, such as `/textmsg,`; empty for the main one
record DialectPage(SocketIoWire wire, String namespace) {
    /// Connects.
    ///
    /// @param query added to that of Engine.IO, such as `&dialect=numeric`
    /// @param namespace empty, or such as `/textmsg,`
    /// @param auth what the connect packet has; may be empty
    static DialectPage open(Scene scene, String query, String namespace, String auth) {
        SocketIoWire wire =
                scene.closing(
                        SocketIoWire.open(
                                scene.lab().http(), SocketIoWire.TARGET + query, Map.of(), 0));
        wire.send("40" + namespace + auth);
        DialectPage page = new DialectPage(wire, namespace);
        assertThat(wire.text()).startsWith("40" + namespace + "{").doesNotContain("pid");
        return page;
    }

    /// Sends an event.
    ///
    /// @param array its name and arguments as JSON
    void emit(String array) {
        wire.send("42" + namespace + array);
    }

    /// The next event as an array of its name and its arguments.
    JsonNode event() {
        return array("42" + namespace, wire.text());
    }

    /// The next event that does not have this name.
    JsonNode eventBut(String passedOver) {
        JsonNode event = event();
        while (event.get(0).asText().equals(passedOver)) {
            event = event();
        }
        return event;
    }

    /// The next event that has this name, with others passed over.
    JsonNode event(String name) {
        JsonNode event = event();
        while (!event.get(0).asText().equals(name)) {
            event = event();
        }
        return event;
    }

    static JsonNode array(String head, String packet) {
        assertThat(packet).startsWith(head + "[");
        return read(packet.substring(head.length()));
    }

    static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the lab sent what is no JSON: " + json, e);
        }
    }
}
