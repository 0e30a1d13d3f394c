package dev.wirelab.transports.kit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Socket.IO client over WebSocket alone. Commands are events under the names of their types;
/// what is not one JSON object travels as the text of a `message`.
final class SocketIoClient implements PushClient {
    static final KitClient KIT =
            new KitClient(
                    "socket.io",
                    SocketIoWire.PATH,
                    true,
                    SocketIoClient::connect,
                    SocketIoClient::dial,
                    (lab, session, receiveBuffer) -> {
                        SocketIoWire wire = SocketIoWire.open(lab.http(), receiveBuffer);
                        return wire.send("40" + auth(new Entry(session, null)));
                    },
                    null);

    private final SocketIoWire wire;
    private final Inbox inbox = new Inbox();
    private String cursor = "";
    private @Nullable Session session;

    private SocketIoClient(SocketIoWire wire) {
        this.wire = wire;
        wire.webSocket().withoutBound();
        Thread.ofVirtual().name("kit-socket.io-reader").start(this::read);
    }

    private static SocketIoClient dial(LabUnderTest lab) {
        SocketIoClient client = new SocketIoClient(SocketIoWire.open(lab.http(), 0));
        client.wire.send("40");
        return client;
    }

    private static SocketIoClient connect(LabUnderTest lab, Entry entry) {
        SocketIoClient client = new SocketIoClient(SocketIoWire.open(lab.http(), 0));
        client.session = entry.session();
        client.wire.send("40" + auth(entry));
        client.awaitHello();
        return client;
    }

    /// The object that a client connects with.
    static Json auth(Entry entry) {
        return entry.login().without("type");
    }

    private void read() {
        try {
            String packet = wire.next();
            for (; packet != null; packet = wire.next()) {
                if (packet.startsWith("44")) {
                    inbox.add(SocketIoWire.refusal(packet));
                } else if (packet.equals("41")) {
                    inbox.end(0);
                    wire.close();
                    return;
                } else if (!packet.startsWith("40")) {
                    inbox.add(
                            requireNonNull(
                                    SocketIoWire.event(packet), "a packet that no lab sends"));
                }
            }
            inbox.end(0);
        } catch (AssertionError | RuntimeException e) {
            inbox.fail(e);
        }
    }

    /// The packets of what a lab sends instead of this one, for [FaultyLab].
    static String changed(String packet, UnaryOperator<String> change) {
        Json event = packet.startsWith("42") ? SocketIoWire.event(packet) : null;
        if (event == null) {
            return packet;
        }
        return change.apply(event.toString())
                .lines()
                .map(Json::parse)
                .map(SocketIoClient::packet)
                .collect(Collectors.joining("\n"));
    }

    private static String packet(Json event) {
        boolean resumes = event.has("cursor") && !event.isType("ok");
        return "42[\""
                + event.type()
                + "\","
                + event
                + (resumes ? ",\"" + event.cursor() + "\"" : "")
                + "]";
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
        if (command instanceof Json json && json.has("type")) {
            wire.send("42[\"" + json.type() + "\"," + json.without("type") + "]");
        } else {
            wire.send(SocketIoWire.whole(TextNode.valueOf(command.toString()).toString()));
        }
    }

    @Override
    public void cut() {
        wire.webSocket().cut();
    }

    @Override
    public void close() {
        wire.close();
    }
}
