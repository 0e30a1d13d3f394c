package dev.wirelab.transports.kit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A program at the TCP port: JSON, one object a line.
final class TcpClient implements PushClient {
    /// Lines of JSON from the first byte on.
    static final Framing FRAMING =
            new Framing() {
                @Override
                public boolean follows(HttpAnswer head) {
                    return false;
                }

                @Override
                public void forward(InputStream in, OutputStream out, UnaryOperator<String> change)
                        throws IOException {
                    for (String line = Net.line(in); line != null; line = Net.line(in)) {
                        String changed = change.apply(line);
                        out.write(Net.utf8(changed.isEmpty() ? "" : changed + "\n"));
                    }
                }
            };

    static final KitClient KIT =
            new KitClient(
                    "tcp",
                    null,
                    true,
                    TcpClient::connect,
                    TcpClient::dial,
                    (lab, session, receiveBuffer) ->
                            LineSocket.open(lab.tcp(), receiveBuffer)
                                    .send(new Entry(session, null).login()),
                    FRAMING);

    private final LineSocket socket;
    private final Inbox inbox = new Inbox();
    private String cursor = "";
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
                Json event = Json.parse(line);
                if (event.has("bytes")) {
                    byte[] data = socket.bytes((int) event.number("bytes"));
                    inbox.add(PushClient.withData(event, data));
                } else {
                    received(event);
                }
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
    public void sendRaw(Json head, byte[] data) {
        socket.send(head.with("bytes", data.length)).raw(data);
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
