package dev.wirelab.transports.kit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that answers pings, as any browser does.
final class WebSocketClient implements PushClient {
    /// Frames after an upgrade, of JSON or of Socket.IO's packets, one a frame.
    private static final Framing FRAMING =
            new Framing() {
                @Override
                public boolean follows(HttpAnswer head) {
                    return head.status() == 101;
                }

                @Override
                public void forward(InputStream in, OutputStream out, UnaryOperator<String> change)
                        throws IOException {
                    WebSocketWire.Frame frame = WebSocketWire.read(in);
                    for (; frame != null; frame = WebSocketWire.read(in)) {
                        if (frame.opcode() != WebSocketWire.TEXT) {
                            out.write(encoded(frame, frame.payload()));
                            continue;
                        }
                        String text = Net.utf8(frame.payload());
                        if (text.startsWith("{")) {
                            String changed = change.apply(text);
                            if (!changed.isEmpty()) {
                                out.write(encoded(frame, Net.utf8(changed)));
                            }
                        } else {
                            for (String packet :
                                    SocketIoClient.changed(text, change).lines().toList()) {
                                out.write(encoded(frame, Net.utf8(packet)));
                            }
                        }
                    }
                }
            };

    static final KitClient KIT =
            new KitClient(
                    "websocket",
                    "/ws",
                    true,
                    WebSocketClient::connect,
                    WebSocketClient::dial,
                    (lab, session, receiveBuffer) ->
                            WebSocketWire.open(
                                    lab.http(), "/ws", session.authorization(), receiveBuffer),
                    FRAMING);

    private static byte[] encoded(WebSocketWire.Frame frame, byte[] payload) {
        return WebSocketWire.encode(frame.bits(), false, payload);
    }

    private final WebSocketWire wire;
    private final Inbox inbox = new Inbox();
    private String cursor = "";
    private @Nullable Session session;

    private WebSocketClient(WebSocketWire wire) {
        this.wire = wire;
        wire.withoutBound();
        Thread.ofVirtual().name("kit-websocket-reader").start(this::read);
    }

    static WebSocketClient dial(LabUnderTest lab) {
        return new WebSocketClient(WebSocketWire.open(lab.http(), "/ws", Map.of()));
    }

    static WebSocketClient connect(LabUnderTest lab, Entry entry) {
        return hello(
                entry.session(),
                WebSocketWire.open(
                        lab.http(), entry.target("/ws"), entry.session().authorization()));
    }

    /// A client on a connection that is logged in already.
    static WebSocketClient hello(Session session, WebSocketWire wire) {
        WebSocketClient client = new WebSocketClient(wire);
        client.session = session;
        client.awaitHello();
        return client;
    }

    private void read() {
        try {
            WebSocketWire.Frame frame = wire.read();
            for (; frame != null; frame = wire.read()) {
                switch (frame.opcode()) {
                    case WebSocketWire.TEXT -> text(frame);
                    case WebSocketWire.BINARY -> binary(frame);
                    case WebSocketWire.PING -> wire.frame(WebSocketWire.PONG, frame.payload());
                    case WebSocketWire.PONG -> {}
                    case WebSocketWire.CLOSE -> {
                        inbox.end(frame.closeCode(), frame.closeReason());
                        wire.close();
                        return;
                    }
                    default ->
                            throw new AssertionError("a frame that no lab sends: " + frame.bits());
                }
            }
            inbox.end(1006);
        } catch (AssertionError e) {
            inbox.fail(e);
        }
    }

    private void text(WebSocketWire.Frame frame) {
        assertThat(frame.bits()).as("FIN, no extension, text").isEqualTo(0x81);
        Net.utf8(frame.payload()).lines().map(Json::parse).forEach(this::received);
    }

    private void binary(WebSocketWire.Frame frame) {
        assertThat(frame.bits()).as("FIN, no extension, binary").isEqualTo(0x82);
        byte[] payload = frame.payload();
        int end = 0;
        while (payload[end] != '\n') {
            end++;
        }
        inbox.add(
                PushClient.withData(
                        Json.parse(Net.utf8(Arrays.copyOf(payload, end))),
                        Arrays.copyOfRange(payload, end + 1, payload.length)));
    }

    /// Sends the head and the bytes in one binary message.
    @Override
    public void sendRaw(Json head, byte[] data) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(Net.utf8(head + "\n"));
        message.writeBytes(data);
        wire.frame(WebSocketWire.BINARY, message.toByteArray());
    }

    WebSocketWire wire() {
        return wire;
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public void moved(Json event) {
        cursor = TransportClient.cursorOf(event, cursor);
    }

    @Override
    public Session session() {
        return requireNonNull(session, "not logged in with a session's token");
    }

    @Override
    public String cursor() {
        return cursor;
    }

    @Override
    public void send(Object command) {
        wire.text(command);
    }

    @Override
    public void cut() {
        wire.cut();
    }

    @Override
    public void close() {
        wire.close();
    }
}
