package dev.wirelab.transports.socketio;

import dev.wirelab.core.chat.Refusals;
import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.OutboundWriter;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.socketio.dialect.Dialect;
import dev.wirelab.transports.socketio.dialect.Request;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page that speaks a dialect. With a token it connects to that session. Without one it begins a
/// session as a guest, so that it receives at once; when a message names its sender, the page moves
/// to a session of that name, without losing or repeating an event. A session that it has begun
/// ends with its connection.
///
/// Safe on any thread; nothing blocks.
final class DialectMember implements ChatClient {
    private static final int RADIX = 36;
    private static final long GUESTS = (long) Math.pow(RADIX, 6);
    private static final String LEFT = "the page has left";

    /// The reason with which the connection to one session ends when the page moves to another.
    private static final Event.Error MOVING =
            new Event.Error(null, ErrorCode.UNAUTHORIZED, "the page has another name now");

    private final TransportContext lab;
    private final NamespaceLink link;
    private final EngineSession engine;
    private final Dialect dialect;
    private final EventFormat format;

    // Replaced when the page moves to another session.
    private volatile ClientConnection client;
    private volatile @Nullable Reader reader;

    // The session that the page has begun; null if it has connected to one with a token.
    private volatile @Nullable Session own;
    private final AtomicReference<@Nullable Move> move = new AtomicReference<>();
    private volatile boolean isMoving;
    private volatile boolean isClosed;

    /// The session to which the page moves, and the command that is executed there.
    private record Move(
            Session to, Command command, @Nullable Function<Event, byte[]> acknowledge) {}

    private DialectMember(
            TransportContext lab, NamespaceLink link, Dialect dialect, EventFormat format) {
        this.lab = lab;
        this.link = link;
        this.engine = link.engine();
        this.dialect = dialect;
        this.format = format;
        this.client = connection();
    }

    /// @param format of this dialect in the namespace of the link
    static Namespace.Member connect(
            TransportContext lab,
            NamespaceLink link,
            Dialect dialect,
            EventFormat format,
            Map<String, String> auth) {
        DialectMember member = new DialectMember(lab, link, dialect, format);
        member.begin(auth);
        return member;
    }

    private ClientConnection connection() {
        return new ClientConnection(
                lab,
                SocketIoTransport.ID,
                ReaderOptions.Kind.STREAM,
                format,
                false,
                this,
                this::entered);
    }

    private void entered(Reader source, TrafficMeter meter) {
        reader = source;
        engine.charge(meter);
    }

    /// Connects the client. A refused log-in is reported as an event of the dialect.
    private void begin(Map<String, String> auth) {
        ClientConnection first = client;
        first.writer().reply(link.connected(null));
        String presented = auth.get("token");
        String token = presented == null ? engine.handshake().token() : presented;
        if (token != null) {
            first.receive(logIn(null, token, null, new StartPosition.End()), this::began);
        } else if (dialect.needsToken()) {
            first.end(new Refusal(ErrorCode.UNAUTHORIZED, "a token is needed"));
        } else {
            String guest =
                    "guest-" + Long.toString(ThreadLocalRandom.current().nextLong(GUESTS), RADIX);
            String given = auth.get("code");
            String code = given == null ? engine.handshake().code() : given;
            first.receive(
                    logIn(guest, null, code, new StartPosition.End()),
                    reply -> {
                        own = client.session();
                        return began(reply);
                    });
        }
    }

    private Command.Login logIn(
            @Nullable String user,
            @Nullable String token,
            @Nullable String code,
            StartPosition start) {
        return new Command.Login(
                null, user, null, token, code, start, dialect.echoes(), ProtocolVersion.V1);
    }

    /// The page is connected to a session, or was refused.
    private byte[] began(Event reply) {
        if (reply instanceof Event.Error error) {
            client.end(new Refusal(error.code(), error.message()));
        } else if (dialect.listsUsers()) {
            client.receive(new Command.Users(null, Address.LOBBY, true));
        }
        if (isClosed) {
            leave();
        }
        return new byte[0];
    }

    @Override
    public void event(PacketEvent event) {
        Function<Event, byte[]> acknowledge = link.acknowledgement(event);
        try {
            checkSize(event);
            switch (dialect.read(event.name(), event.arguments())) {
                case Request.Answer(String array) -> {
                    client.writer().reply(link.event(array));
                    if (acknowledge != null) {
                        client.writer().reply(acknowledge.apply(new Event.Ok(null, null)));
                    }
                }
                case Request.Execute(var speaker, Command command) -> {
                    if (speaker == null || own == null || isNamed(speaker.name())) {
                        client.receive(command, acknowledge);
                    } else {
                        beginToMove(speaker, command, acknowledge);
                    }
                }
            }
        } catch (Refusal refusal) {
            client.refuseUnread(refusal, acknowledge);
        }
    }

    private static void checkSize(PacketEvent event) {
        int largest = ProtocolVersion.V1.maxCommandBytes();
        if (!event.arguments().isEmpty()
                && TextRules.utf8Length(event.arguments().getFirst()) > largest) {
            throw new Refusal(ErrorCode.TOO_LARGE, "a message has at most " + largest + " bytes");
        }
    }

    private boolean isNamed(String name) {
        Session session = client.session();
        return session != null
                && TextRules.key(session.user())
                        .equals(TextRules.key(TextRules.name("user", name)));
    }

    /// Begins the session that the page moves to. The page keeps the one that it has if that is
    /// refused.
    private void beginToMove(
            Request.Speaker speaker,
            Command command,
            @Nullable Function<Event, byte[]> acknowledge) {
        lab.draining().check();
        String name = TextRules.name("user", speaker.name());
        String avatar =
                speaker.avatar() == null ? null : TextRules.name("avatar", speaker.avatar());
        isMoving = true;
        var _ =
                lab.chat()
                        .logIn(name, avatar)
                        .whenComplete((session, failure) -> {
                            if (failure == null) {
                                move.set(new Move(session, command, acknowledge));
                                // Events that are due to the old session are written first.
                                client.writer().finishAfterEvents(MOVING);
                                if (isClosed) {
                                    leave();
                                }
                            } else {
                                isMoving = false;
                                client.refuseUnread(Refusals.of(failure), acknowledge);
                                engine.resume();
                            }
                        });
    }

    /// All events that were due to the old session are written: the new one reads on after them.
    private void finishMove(Move to) {
        Reader before = reader;
        Session left = own;
        StartPosition start =
                before == null ? new StartPosition.End() : new StartPosition.After(before.cursor());
        client.close();
        own = to.to();
        ClientConnection after = connection();
        client = after;
        after.receive(
                logIn(null, lab.tokens().issue(to.to()), null, start),
                reply -> {
                    byte[] nothing = began(reply);
                    after.receive(to.command(), to.acknowledge());
                    isMoving = false;
                    return nothing;
                });
        if (left != null) {
            logOut(left);
        }
        engine.resume();
    }

    @Override
    public void write(byte[] bytes) {
        OutboundWriter writer = client.writer();
        if (bytes.length == 0) {
            writer.written();
        } else {
            engine.send(bytes, writer::written);
        }
        engine.resume();
    }

    @Override
    public TransportContext lab() {
        return lab;
    }

    @Override
    public EngineSession engine() {
        return engine;
    }

    @Override
    public ClientConnection client() {
        return client;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one object
    public void finish(Event.@Nullable Error last) {
        Move to = move.getAndSet(null);
        if (to != null && last == MOVING) {
            finishMove(to);
            return;
        }
        if (to != null) {
            logOut(to.to());
        }
        isClosed = true;
        leave();
        if (last != null) {
            engine.send(client.encode(last), () -> {});
        }
        link.end(last == null ? ErrorCode.UNAUTHORIZED : last.code());
    }

    @Override
    public boolean hasRoom() {
        return !isMoving && client.hasRoom();
    }

    @Override
    public void closed() {
        isClosed = true;
        leave();
    }

    /// Closes the connection, and ends what the page has begun. May be called again.
    private void leave() {
        client.close();
        Move unfinished = move.getAndSet(null);
        if (unfinished != null) {
            logOut(unfinished.to());
        }
        Session begun = own;
        if (begun != null) {
            logOut(begun);
        }
    }

    private void logOut(Session session) {
        var _ = lab.chat().logOut(session, LEFT);
    }
}
