package dev.wirelab.transports.websocket;

import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.OutboundWriter;
import dev.wirelab.transports.Traffic;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.socket.HttpSocket;
import dev.wirelab.transports.http.socket.SharedWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/// One WebSocket. The selector's thread reads its frames and executes their commands, which never
/// blocks; the rest is safe on any thread.
///
/// While the peer does not read its replies, its commands are queued, and no more input is read.
final class WebSocketConnection implements OutboundWriter.Sink {
    private static final int MESSAGE_TOO_LARGE = 1009;

    private final TransportContext lab;
    private final org.eclipse.jetty.websocket.api.Session socket;
    private final SharedWriter output;
    private final Traffic traffic;
    private final MessageDialect dialect;
    private final ClientConnection client;
    private final Callback written;

    // Used only by the selector's thread: commands that are pending until the peer reads its
    // replies.
    private Queue<Runnable> pending = new ArrayDeque<>(0);
    private volatile boolean paused;

    // Used only by the timer's thread.
    private long idleSince = System.nanoTime();
    private long receivedBefore;
    private boolean pinged;

    WebSocketConnection(
            TransportContext lab,
            org.eclipse.jetty.websocket.api.Session socket,
            HttpSocket httpSocket,
            MessageDialect dialect) {
        this.lab = lab;
        this.dialect = dialect;
        this.socket = socket;
        this.output = httpSocket.writer();
        this.traffic = httpSocket.traffic();
        output.share();
        this.client =
                new ClientConnection(
                        lab,
                        WebSocketTransport.ID,
                        ReaderOptions.Kind.STREAM,
                        dialect.format(),
                        false,
                        this,
                        (_, meter) -> entered(meter));
        this.written =
                Callback.from(
                        InvocationType.NON_BLOCKING, client.writer()::written, _ -> disconnect());
    }

    void begin(
            Optional<Session> session, StartPosition start, boolean echo, ProtocolVersion version) {
        traffic.chargeAtLeast(lab.meters().of(WebSocketTransport.ID));
        session.ifPresent(known -> client.enter(known, start, echo, version));
    }

    /// Begins in a dialect: logs in, and then sends who is online, now and when that changes. A
    /// refusal is a message, after which the connection is closed.
    void beginDialect(@Nullable String token, StartPosition start) {
        traffic.chargeAtLeast(lab.meters().of(WebSocketTransport.ID));
        if (token == null) {
            end(new Refusal(ErrorCode.UNAUTHORIZED, "a token is needed"));
            return;
        }
        client.receive(
                new Command.Login(null, null, null, token, start, false),
                reply -> {
                    if (reply instanceof Event.Error error) {
                        end(new Refusal(error.code(), error.message()));
                    } else {
                        client.receive(new Command.Users(null, Address.LOBBY, true));
                    }
                    return new byte[0];
                });
    }

    private void entered(TrafficMeter meter) {
        traffic.charge(meter);
        int largest = WebSocketTransport.maxMessageBytes(client.version());
        socket.setMaxTextMessageSize(largest);
        socket.setMaxBinaryMessageSize(largest);
    }

    void received(String text) {
        accept(() -> {
            ProtocolVersion version = client.version();
            if (TextRules.utf8Length(text) > version.maxCommandBytes()) {
                end(tooLarge(version));
                return;
            }
            try {
                client.receive(dialect.read(text, version));
            } catch (Refusal refusal) {
                client.refuseUnread(refusal);
            }
        });
    }

    private static Refusal tooLarge(ProtocolVersion version) {
        return new Refusal(
                ErrorCode.TOO_LARGE,
                "a command has at most " + version.maxCommandBytes() + " bytes");
    }

    /// @param message not used by others after the call
    void receivedBinary(byte[] message) {
        accept(() -> {
            ProtocolVersion version = client.version();
            if (version == ProtocolVersion.V1) {
                client.refuseUnread(Refusal.badRequest("a command is a text frame"));
                return;
            }
            if (message.length > version.maxCommandBytes()) {
                end(tooLarge(version));
                return;
            }
            try {
                client.receive(JsonCommands.decodeRaw(message));
            } catch (Refusal refusal) {
                client.refuseUnread(refusal);
            }
        });
    }

    private void accept(Runnable command) {
        if (!paused && client.hasRoom()) {
            command.run();
            return;
        }
        pending.add(command);
        output.pause();
        paused = true;
        // Checks again, since there may have been room before `paused` was set.
        runPending();
    }

    private void runPending() {
        while (!pending.isEmpty() && client.hasRoom()) {
            pending.remove().run();
        }
        if (paused && pending.isEmpty()) {
            // Releases the grown array.
            pending = new ArrayDeque<>(0);
            paused = false;
            output.resume();
        }
    }

    @Override
    public void write(byte[] bytes) {
        if (bytes.length == 0) {
            client.writer().written();
        } else {
            output.send(bytes, socket::isOpen, written);
        }
        // This write contains the replies that had to be written before reading resumes.
        resume();
    }

    @Override
    public Admission.Place place() {
        return traffic.place();
    }

    @Override
    public void resume() {
        if (paused) {
            output.execute(this::runPending);
        }
    }

    @Override
    public void finish(Event.@Nullable Error last) {
        ErrorCode code = last == null ? ErrorCode.UNAUTHORIZED : last.code();
        if (last != null) {
            output.send(client.encode(last), socket::isOpen, Callback.NOOP);
        }
        socket.close(closeStatus(code), code.code(), org.eclipse.jetty.websocket.api.Callback.NOOP);
    }

    /// 4000–4499: the client may reconnect later; 4500–4999: it should not. The other codes are
    /// those of RFC 6455 §7.4.1.
    private static int closeStatus(ErrorCode code) {
        return switch (code) {
            case SHUTTING_DOWN -> 1001;
            case TOO_LARGE -> MESSAGE_TOO_LARGE;
            case INTERNAL -> 1011;
            case TOO_SLOW -> 4001;
            case TOO_MANY, RATE_LIMITED -> 4002;
            case UNAVAILABLE -> 4003;
            case UNAUTHORIZED -> 4501;
            case BAD_REQUEST,
                    FORBIDDEN_ORIGIN,
                    WRONG_CODE,
                    NOT_MEMBER,
                    UNKNOWN_USER,
                    UNKNOWN_GROUP,
                    NOT_FOUND,
                    NAME_TAKEN ->
                    4500;
        };
    }

    /// Whether it is logged in to this session.
    boolean isOf(Session session) {
        return session.equals(client.session());
    }

    void end(Refusal why) {
        client.end(why);
    }

    /// Called periodically: disconnects a peer that does not read, and one that sends nothing after
    /// a ping.
    ///
    /// Any received byte shows that the peer is alive; to a ping it must send a pong. While its
    /// input is not read, its progress in reading replies shows it.
    void checkLiveness() {
        if (client.writer().stalledNanos() > lab.limits().stall().toNanos()) {
            lab.meters().reached("stall");
            disconnect();
            return;
        }
        client.checkLogIn();
        long now = System.nanoTime();
        long received = traffic.received();
        if (received != receivedBefore || paused) {
            receivedBefore = received;
            idleSince = now;
            pinged = false;
        } else if (!pinged && now - idleSince > lab.limits().pingEvery().toNanos()) {
            pinged = true;
            idleSince = now;
            socket.sendPing(ByteBuffer.allocate(0), org.eclipse.jetty.websocket.api.Callback.NOOP);
        } else if (pinged && now - idleSince > lab.limits().pongWithin().toNanos()) {
            disconnect();
        }
    }

    /// Disconnects at once.
    void disconnect() {
        socket.disconnect();
    }

    void closed() {
        client.close();
    }
}
