package dev.wirelab.transports.kit;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A program at the TCP port: JSON, one object a line.
final class TcpClient implements PushClient {
    private final LineSocket socket;
    private final Inbox inbox = new Inbox();
    private String place = "";
    private @Nullable Session session;

    private TcpClient(LineSocket socket) {
        this.socket = socket;
        Thread.ofVirtual().name("kit-tcp-reader").start(this::read);
    }

    static TcpClient dial(LabUnderTest lab) {
        return new TcpClient(LineSocket.openWithoutBound(lab.tcp()));
    }

    static TcpClient connect(LabUnderTest lab, Entry entry) {
        TcpClient client = dial(lab);
        client.session = entry.session();
        client.send(entry.login());
        client.awaitHello();
        return client;
    }

    private void read() {
        try {
            for (String line = socket.line(); line != null; line = socket.line()) {
                inbox.add(Json.parse(line));
            }
            inbox.end(0);
        } catch (AssertionError e) {
            inbox.fail(e);
        }
    }

    /// The socket itself, for bytes that no client should send.
    LineSocket socket() {
        return socket;
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public void moved(Json event) {
        place = TransportClient.placeOf(event, place);
    }

    @Override
    public Session session() {
        return requireNonNull(session, "not logged in with a session's token");
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void send(Object command) {
        socket.send(command);
    }

    @Override
    public void cut() {
        socket.cut();
    }

    @Override
    public void close() {
        socket.close();
    }
}
