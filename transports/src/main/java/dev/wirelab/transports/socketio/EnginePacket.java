package dev.wirelab.transports.socketio;

import dev.wirelab.core.protocol.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A packet of Engine.IO from a client.
sealed interface EnginePacket {
    /// A message of text.
    record Text(String message) implements EnginePacket {}

    /// A binary message.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Binary(byte[] message) implements EnginePacket {}

    /// Any other packet.
    ///
    /// @param type from `0` to `6` without `4`
    record Control(char type, String data) implements EnginePacket {}

    /// A packet in a WebSocket's text frame.
    ///
    /// @throws Refusal `bad_request` if it is none
    static EnginePacket text(String frame) {
        char type = frame.isEmpty() ? 'x' : frame.charAt(0);
        if (type < '0' || type > '6') {
            throw Refusal.badRequest("not a packet of Engine.IO");
        }
        String data = frame.substring(1);
        return type == '4' ? new Text(data) : new Control(type, data);
    }

    /// The packets of the body of a POST.
    ///
    /// @throws Refusal `bad_request` if one of them is none
    static List<EnginePacket> payload(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("the body is not UTF-8");
        }
        List<EnginePacket> packets = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int separator = text.indexOf(EngineFrames.SEPARATOR, start);
            int end = separator < 0 ? text.length() : separator;
            packets.add(packet(text.substring(start, end)));
            start = end + 1;
        }
        return packets;
    }

    private static EnginePacket packet(String packet) {
        if (!packet.startsWith("b")) {
            return text(packet);
        }
        try {
            return new Binary(Base64.getDecoder().decode(packet.substring(1)));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("a binary message is not base64");
        }
    }
}
