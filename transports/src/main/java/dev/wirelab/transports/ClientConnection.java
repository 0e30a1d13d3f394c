package dev.wirelab.transports;

import dev.wirelab.core.chat.Refusals;
import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One client on a connection that stays open: its log-in, which has a time limit, its commands and
/// their replies, and the events of its session.
///
/// Commands come from one thread at a time; everything else is safe on any thread.
public final class ClientConnection implements ReaderOptions.Listener {
    /// Replies have no cursor to resume from.
    private static final Cursor NO_CURSOR = new Cursor("0", 0);

    private final TransportContext lab;
    private final String transport;
    private final ReaderOptions.Kind kind;
    private final OutboundWriter writer;
    private final BiConsumer<Reader, TrafficMeter> onEnter;
    private final EventFormat format;
    private final CommandSequence sequence;
    private final boolean repliesAll;
    private final Supplier<Admission.Place> place;
    private final long opened = System.nanoTime();
    private volatile TrafficMeter meter;
    private volatile @Nullable Reader reader;
    private volatile ProtocolVersion version = ProtocolVersion.V1;
    private volatile boolean closed;

    /// @param transport the id of the transport
    /// @param kind whether its session's commands come on this connection
    /// @param format how it writes events
    /// @param repliesAll whether `join` and `leave` are answered even without an id, for a person
    /// @param onEnter called with the reader and the session's meter when the client has logged in,
    ///   before anything is read; what it writes comes before `hello`
    public ClientConnection(
            TransportContext lab,
            String transport,
            ReaderOptions.Kind kind,
            EventFormat format,
            boolean repliesAll,
            OutboundWriter.Sink sink,
            BiConsumer<Reader, TrafficMeter> onEnter) {
        this.lab = lab;
        this.transport = transport;
        this.kind = kind;
        this.writer = new OutboundWriter(format, sink);
        this.format = format;
        this.sequence = new CommandSequence(sink::resume);
        this.repliesAll = repliesAll;
        this.onEnter = onEnter;
        this.place = sink::place;
        this.meter = lab.meters().of(transport);
    }

    /// Writes its replies and events.
    public OutboundWriter writer() {
        return writer;
    }

    /// The session, or null before log-in.
    public @Nullable Session session() {
        Reader source = reader;
        return source == null ? null : source.session();
    }

    /// Whether another command may be received now. While there is no room, the connection's input
    /// should not be read. [OutboundWriter.Sink#resume()] is called when there may be room again.
    public boolean hasRoom() {
        return writer.hasRoom() && (repliesAll ? sequence.isIdle() : sequence.hasRoom());
    }

    /// Whether all received commands have been answered.
    public boolean isIdle() {
        return sequence.isIdle();
    }

    /// The version of the protocol that the client uses: version 1 before its log-in.
    public ProtocolVersion version() {
        return version;
    }

    /// Attaches the connection to a session. A refusal ends the connection.
    ///
    /// @param used the version of the protocol that the client uses
    public void enter(Session session, StartPosition start, boolean echo, ProtocolVersion used) {
        sequence.add(
                () -> open(session, start, echo),
                true,
                (source, failure) -> {
                    if (source != null) {
                        enter(source, null, used);
                    } else if (failure != null) {
                        end(Refusals.of(failure));
                    }
                });
    }

    private CompletionStage<Reader> open(Session session, StartPosition start, boolean echo) {
        return lab.chat().open(session, new ReaderOptions(transport, kind, start, echo, this));
    }

    /// @param token the token for `hello` after an in-band log-in that began the session, else null
    private Event enter(Reader source, @Nullable String token, ProtocolVersion used) {
        Session session = source.session();
        meter = session.meter(lab.meters(), transport);
        version = used;
        onEnter.accept(source, meter);
        reader = source;
        Event hello = new Event.Hello(session.user(), source.cursor(), token, used);
        if (closed) {
            source.close();
        } else {
            writer.read(encode(hello), source, meter, used);
        }
        return hello;
    }

    /// Closes the connection if it has not logged in within the time limit.
    public void checkLogIn() {
        if (reader == null && System.nanoTime() - opened > lab.limits().logIn().toNanos()) {
            end(noLogIn());
        }
    }

    /// The refusal of a connection that has not logged in within the time limit.
    public static Refusal noLogIn() {
        return new Refusal(ErrorCode.UNAUTHORIZED, "no log-in in time");
    }

    /// Executes a command, and replies after the replies to the commands before it. Never blocks.
    /// The caller calls `Chat.deliver` after the last command of a burst.
    public void receive(Command command) {
        receive(command, null);
    }

    /// Executes a command like [#receive(Command)].
    ///
    /// @param acknowledge encodes its reply or refusal, which is then always sent; null to send
    ///   only what is due, as an event
    public void receive(Command command, @Nullable Function<Event, byte[]> acknowledge) {
        Reader source = reader;
        if (command instanceof Command.Login login && source == null) {
            sequence.add(
                    () -> logIn(login),
                    true,
                    (entry, failure) -> entered(login, entry, failure, acknowledge));
        } else {
            meter.add(Counter.COMMANDS, 1);
            sequence.add(
                    () -> execute(command, source),
                    isQuery(command),
                    (reply, failure) -> reply(command, reply, failure, acknowledge));
        }
    }

    private CompletionStage<Event> execute(Command command, @Nullable Reader source) {
        if (source == null) {
            return CompletableFuture.failedStage(
                    new Refusal(ErrorCode.UNAUTHORIZED, "log in first").of(command.id()));
        }
        return lab.draining()
                .admit(
                        command,
                        () -> {
                            lab.admission().check(source.session(), command);
                            return lab.chat()
                                    .accept(source.session(), source.subscriptions(), command);
                        });
    }

    /// Whether a command depends on the results of the commands before it.
    private static boolean isQuery(Command command) {
        return switch (command) {
            case Command.Say _, Command.Join _, Command.Leave _, Command.Login _ -> false;
            case Command.Groups _, Command.Users _, Command.History _, Command.Ping _ -> true;
        };
    }

    /// A reader for a log-in, and the token if the session is new.
    private record Entry(Reader source, @Nullable String token) {}

    private CompletionStage<Entry> logIn(Command.Login login) {
        if (login.token() != null) {
            return lab.tokens()
                    .verify(login.token())
                    .thenCompose(session -> open(session, login.start(), login.echo()))
                    .thenApply(source -> new Entry(source, null));
        }
        String user = login.user() == null ? "" : login.user();
        return place.get()
                .admitLogIn(user, login.code())
                .thenCompose(_ -> lab.chat().logIn(user, login.avatar()))
                .thenCompose(session -> begin(session, login));
    }

    private CompletionStage<Entry> begin(Session session, Command.Login login) {
        return open(session, login.start(), login.echo())
                .handle((source, failure) -> {
                    if (failure != null) {
                        lab.chat().logOut(session, "the log-in was refused");
                        throw Refusals.of(failure);
                    }
                    return new Entry(source, lab.tokens().issue(session));
                });
    }

    private void entered(
            Command.Login login,
            @Nullable Entry entry,
            @Nullable Throwable failure,
            @Nullable Function<Event, byte[]> acknowledge) {
        if (entry != null) {
            Event hello = enter(entry.source(), entry.token(), login.version());
            if (acknowledge != null) {
                writer.reply(acknowledge.apply(hello));
            }
        } else if (failure != null) {
            refuse(Refusals.of(failure).of(login.id()), acknowledge);
        }
        // Counted last, so that a successful log-in counts as a command of its session.
        meter.add(Counter.COMMANDS, 1);
    }

    private void reply(
            Command command,
            @Nullable Event reply,
            @Nullable Throwable failure,
            @Nullable Function<Event, byte[]> acknowledge) {
        if (failure != null) {
            refuse(Refusals.of(failure), acknowledge);
        } else if (reply != null && acknowledge != null) {
            writer.reply(acknowledge.apply(reply));
        } else if (reply != null && isSent(command, reply)) {
            writer.reply(encode(reply));
        }
    }

    /// An `ok` is sent if the command has an id; to a person at telnet also for joining and leaving
    /// a group.
    private boolean isSent(Command command, Event reply) {
        return command.id() != null
                || !(reply instanceof Event.Ok)
                || (repliesAll && !(command instanceof Command.Say));
    }

    /// The bytes of one event as the client's version has it, line end included.
    public byte[] encode(Event event) {
        return format.join(List.of(EncodedEvent.of(event).in(version)), NO_CURSOR, false);
    }

    /// Sends text lines to a person.
    public void print(String lines) {
        writer.reply((lines.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Sends a refusal; the connection stays open.
    private void refuse(Refusal refusal, @Nullable Function<Event, byte[]> acknowledge) {
        Event error = Event.Error.of(refusal);
        writer.reply(acknowledge == null ? encode(error) : acknowledge.apply(error));
    }

    /// Counts a command that could not be parsed and sends its refusal; the connection stays open.
    public void refuseUnread(Refusal refusal) {
        refuseUnread(refusal, null);
    }

    /// The same, with the refusal encoded by `acknowledge` unless that is null.
    public void refuseUnread(Refusal refusal, @Nullable Function<Event, byte[]> acknowledge) {
        meter.add(Counter.COMMANDS, 1);
        sequence.add(
                () -> CompletableFuture.failedStage(refusal),
                false,
                (_, _) -> refuse(refusal, acknowledge));
    }

    /// Sends the reason and closes the connection. When the lab shuts down, pending events are sent
    /// before: their senders may have an acknowledgement.
    public void end(Refusal why) {
        if (why.code() == ErrorCode.SHUTTING_DOWN) {
            writer.finishAfterEvents(Event.Error.of(why));
        } else {
            writer.finish(Event.Error.of(why));
        }
    }

    @Override
    public void ready() {
        writer.wake();
    }

    @Override
    public void ended(ErrorCode why, String reason) {
        end(new Refusal(why, reason));
    }

    /// Called when the connection has closed: releases its reader.
    public void close() {
        closed = true;
        writer.stop();
        Reader source = reader;
        if (source != null) {
            source.close();
        }
    }
}
