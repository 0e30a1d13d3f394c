package dev.wirelab.transports.socketio;

import dev.wirelab.core.protocol.Refusal;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// A client of the namespaces that the official suite of Socket.IO expects: `auth` says what it
/// connected with, `message` is returned as `message-back`, `message-with-ack` is acknowledged with
/// its arguments. To `ask-me` the lab asks the event `question` and returns what was acknowledged.
final class EchoMember implements Namespace.Member {
    private final NamespaceLink link;

    EchoMember(NamespaceLink link, String auth) {
        this.link = link;
        send(link.connected(null));
        send(link.event("[\"auth\"," + (auth.isEmpty() ? "{}" : auth) + "]"));
    }

    private void send(byte[] frames) {
        link.engine().send(frames, () -> {});
    }

    @Override
    public void event(PacketEvent event) {
        List<String> returned = new ArrayList<>();
        switch (event.name()) {
            case "message" -> {
                returned.add("\"message-back\"");
                returned.addAll(event.arguments());
                send(packet(Packet.Type.EVENT, Packet.Type.BINARY_EVENT, event, null, returned));
            }
            case "message-with-ack" -> {
                returned.addAll(event.arguments());
                send(packet(Packet.Type.ACK, Packet.Type.BINARY_ACK, event, event.id(), returned));
            }
            case "ask-me" ->
                    send(
                            link.event(
                                    "[\"question\",1]",
                                    answer ->
                                            send(
                                                    link.event(
                                                            "[\"answered\","
                                                                    + String.join(
                                                                            ",", answer.arguments())
                                                                    + "]"))));
            case "leave-me" -> link.disconnect();
            default -> {}
        }
    }

    private byte[] packet(
            Packet.Type text,
            Packet.Type binary,
            PacketEvent event,
            @org.jspecify.annotations.Nullable String id,
            List<String> elements) {
        String array = "[" + String.join(",", elements) + "]";
        int count = event.attachments().size();
        if (count == 0) {
            return EngineFrames.text(Packet.head(text, link.namespace(), id) + array);
        }
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(
                EngineFrames.text(Packet.head(binary, count, link.namespace(), id) + array));
        event.attachments().forEach(each -> frames.writeBytes(EngineFrames.binary(each)));
        return frames.toByteArray();
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean isStalled() {
        return false;
    }

    @Override
    public void check() {}

    @Override
    public void end(Refusal why) {
        link.engine().finish(1001, why.code().code());
    }

    @Override
    public void closed() {}
}
