package dev.wirelab.transports.kit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The transports as the kit knows them, each by its client. A new one is one more line here.
@SuppressWarnings("ImmutableEnumChecker") // clients keep no state
enum KitTransport {
    WEBSOCKET(WebSocketClient.KIT),
    LONG_POLL(PollClient.LONG),
    SHORT_POLL(PollClient.SHORT),
    SSE(SseClient.KIT),
    TCP(TcpClient.KIT),
    HTTP_STREAM(HttpStreamClient.KIT),
    SOCKET_IO(SocketIoClient.KIT);

    private final KitClient client;

    KitTransport(KitClient client) {
        this.client = client;
    }

    /// Those on which the lab sends by itself.
    static List<KitTransport> streams() {
        return Arrays.stream(values()).filter(KitTransport::isStream).toList();
    }

    /// Those whose connections carry commands, too.
    static List<KitTransport> duplexes() {
        return Arrays.stream(values()).filter(KitTransport::isDuplex).toList();
    }

    /// Those whose commands are posted.
    static List<KitTransport> posting() {
        return Arrays.stream(values()).filter(each -> !each.isDuplex()).toList();
    }

    /// The rows of the meters.
    static List<String> rows() {
        return Stream.concat(Arrays.stream(values()).map(KitTransport::id), Stream.of("other"))
                .toList();
    }

    /// The transport's id, as in the meters.
    String id() {
        return client.id();
    }

    /// Its path on the HTTP port; null if it has a port of its own.
    @Nullable String path() {
        return client.path();
    }

    /// Whether the lab sends by itself over one long connection.
    boolean isStream() {
        return client.isStream();
    }

    /// Whether commands travel on the connection that carries the events, on which a client also
    /// may log in.
    boolean isDuplex() {
        return client.dial() != null;
    }

    /// Whether binary content travels as bytes, in both directions (B8, B9).
    boolean carriesBytes() {
        return this == WEBSOCKET || this == TCP;
    }

    /// Connects with a session's token.
    ///
    /// @throws RefusedException if the lab does not let it
    TransportClient connect(LabUnderTest lab, Entry entry) {
        return client.connect().connect(lab, entry);
    }

    /// Opens a connection that is not logged in.
    PushClient dial(LabUnderTest lab) {
        KitClient.Dial dial = client.dial();
        if (dial == null) {
            throw new UnsupportedOperationException(id() + " has no connection to log in on");
        }
        return dial.dial(lab);
    }

    /// Opens a logged-in connection that nobody reads unless the test does.
    ///
    /// @param receiveBuffer bytes that the kernel holds for us unread
    RawStream raw(LabUnderTest lab, Session session, int receiveBuffer) {
        KitClient.Raw raw = client.raw();
        if (raw == null) {
            throw new UnsupportedOperationException(id() + " has no connection that stays open");
        }
        return raw.open(lab, session, receiveBuffer);
    }

    /// How the lab's bytes are cut after this head of a response; null if they are an ordinary
    /// body.
    static @Nullable Framing framingAfter(HttpAnswer head) {
        return Arrays.stream(values())
                .map(each -> each.client.framing())
                .filter(framing -> framing != null && framing.follows(head))
                .findFirst()
                .orElse(null);
    }
}
