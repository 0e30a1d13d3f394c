package dev.wirelab.transports.socketio;

import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.TransportContext;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A client of the chat: its events are commands, and the chat's events are sent to it. Safe on any
/// thread; nothing blocks.
final class ChatMember implements ChatClient {
    /// The event that carries a whole command, as `socket.send` of the official client emits it.
    private static final String WHOLE = "message";

    private static final Set<String> COMMANDS =
            Set.of("login", "say", "join", "leave", "groups", "users", "history", "ping");

    private final TransportContext lab;
    private final NamespaceLink link;
    private final EngineSession engine;
    private final ClientConnection client;

    // Null unless the client connects with a log-in.
    private @Nullable ChatLogIn logIn;
    private volatile boolean isConnected;

    private ChatMember(TransportContext lab, NamespaceLink link) {
        this.lab = lab;
        this.link = link;
        this.engine = link.engine();
        this.client =
                new ClientConnection(
                        lab,
                        SocketIoTransport.ID,
                        ReaderOptions.Kind.STREAM,
                        ChatFormat.INSTANCE,
                        false,
                        this,
                        this::entered);
    }

    /// A client that connects, perhaps with a log-in.
    ///
    /// @param auth the JSON object that it connects with; empty without one
    static Namespace.Member connect(TransportContext lab, NamespaceLink link, String auth) {
        ChatMember member = new ChatMember(lab, link);
        member.connect(auth);
        return member;
    }

    /// A client that is refused as it connects.
    static Namespace.Member refused(TransportContext lab, NamespaceLink link, Refusal why) {
        ChatMember member = new ChatMember(lab, link);
        member.refuse(why);
        return member;
    }

    private void refuse(Refusal why) {
        client.writer().reply(link.refused(why.code(), why.reason()));
    }

    /// Connects at once, or when the log-in in `auth` has succeeded.
    private void connect(String auth) {
        ChatLogIn wanted;
        try {
            wanted = ChatLogIn.of(auth, engine.handshake().token());
        } catch (Refusal refusal) {
            refuse(refusal);
            return;
        }
        if (wanted == null) {
            isConnected = true;
            client.writer().reply(link.connected(null));
            return;
        }
        logIn = wanted;
        client.receive(wanted.command(), this::answerLogIn);
    }

    /// The reply to a log-in with which a client connects: it is in the packet that connects it, or
    /// in the one that refuses it.
    private byte[] answerLogIn(Event reply) {
        return reply instanceof Event.Error error && !isConnected
                ? link.refused(error.code(), error.message())
                : new byte[0];
    }

    /// The client has logged in.
    private void entered(Reader reader, TrafficMeter meter) {
        engine.charge(meter);
        ChatLogIn wanted = logIn;
        if (wanted != null && !isConnected) {
            isConnected = true;
            String pid = wanted.pid(reader, () -> lab.tokens().issue(reader.session()));
            client.writer().reply(link.connected(pid));
        }
    }

    @Override
    public void event(PacketEvent event) {
        Function<Event, byte[]> acknowledge = link.acknowledgement(event);
        try {
            String command = command(event);
            int largest = client.version().maxCommandBytes();
            if (TextRules.utf8Length(command) > largest) {
                end(
                        new Refusal(
                                ErrorCode.TOO_LARGE,
                                "a command has at most " + largest + " bytes"));
                return;
            }
            client.receive(JsonCommands.decode(command, client.version()), acknowledge);
        } catch (Refusal refusal) {
            client.refuseUnread(refusal, acknowledge);
        }
    }

    /// The command of an event as JSON.
    private static String command(PacketEvent event) {
        String first = event.arguments().isEmpty() ? "{}" : event.arguments().getFirst();
        if (event.name().equals(WHOLE)) {
            return first.startsWith("\"") ? PacketEvent.string(first) : first;
        }
        if (!COMMANDS.contains(event.name())) {
            throw Refusal.badRequest("no such event");
        }
        return first.startsWith("{")
                ? "{\"type\":\"" + event.name() + "\"" + withoutBrace(first)
                : first;
    }

    private static String withoutBrace(String object) {
        String members = object.substring(1);
        return members.stripLeading().startsWith("}") ? members : "," + members;
    }

    @Override
    public void write(byte[] bytes) {
        engine.send(bytes, client.writer()::written);
        // This write contains the replies that had to be written before reading resumes.
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
    public void finish(Event.@Nullable Error last) {
        client.close();
        if (!isConnected) {
            if (last != null) {
                engine.send(link.refused(last.code(), last.message()), () -> {});
            }
            return;
        }
        ErrorCode code = last == null ? ErrorCode.UNAUTHORIZED : last.code();
        if (last != null) {
            engine.send(client.encode(last), () -> {});
        }
        link.end(code);
    }

    @Override
    public boolean hasRoom() {
        return client.hasRoom();
    }

    @Override
    public void closed() {
        client.close();
    }
}
