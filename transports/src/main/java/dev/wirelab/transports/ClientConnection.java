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
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One client on a connection that stays open: its log-in, which has a time limit, its commands and
/// their replies, and the events of its session.
///
/// Commands come from one thread at a time; everything else is safe on any thread.
public final class ClientConnection implements ReaderOptions.Listener {
    /// Replies have no position to resume from.
    private static final Cursor NO_CURSOR = new Cursor("0", 0);

    private final TransportContext lab;
    private final String transport;
    private final ReaderOptions.Kind kind;
    private final OutboundWriter writer;
    private final BiConsumer<Session, TrafficMeter> onEnter;
    private final EventFormat format;
    private final boolean answersAll;
    private final long opened = System.nanoTime();
    private volatile TrafficMeter meter;
    private volatile @Nullable Reader reader;
    private volatile boolean closed;

    /// @param transport the id of the transport
    /// @param kind whether its session's commands come on this connection
    /// @param format how it writes events
    /// @param answersAll whether a command without an id is answered too, if it shows nothing else
    /// @param onEnter called with the session and its meter when the client has logged in
    public ClientConnection(
            TransportContext lab,
            String transport,
            ReaderOptions.Kind kind,
            EventFormat format,
            boolean answersAll,
            OutboundWriter.Sink sink,
            BiConsumer<Session, TrafficMeter> onEnter) {
        this.lab = lab;
        this.transport = transport;
        this.kind = kind;
        this.writer = new OutboundWriter(format, sink);
        this.format = format;
        this.answersAll = answersAll;
        this.onEnter = onEnter;
        this.meter = lab.meters().of(transport);
    }

    /// What it writes with.
    public OutboundWriter writer() {
        return writer;
    }

    /// The session, or null before log-in.
    public @Nullable Session session() {
        Reader source = reader;
        return source == null ? null : source.session();
    }

    /// Logs the connection in to a session.
    ///
    /// @param token shown in `hello` after an in-band log-in, else null
    /// @throws Refusal if the session has ended, the cursor is invalid or a limit is reached
    public void enter(Session session, StartPosition start, boolean echo, @Nullable String token) {
        ReaderOptions opening = new ReaderOptions(transport, kind, start, echo, this);
        Reader source = lab.chat().open(session, opening);
        meter = session.meter(lab.meters(), transport);
        onEnter.accept(session, meter);
        reader = source;
        if (closed) {
            source.close();
            return;
        }
        Event hello = new Event.Hello(session.user(), source.cursor(), token);
        writer.read(encode(hello), source, meter);
    }

    /// Closes the connection if it has not logged in within the time limit.
    public void checkLogIn() {
        if (reader == null && System.nanoTime() - opened > lab.limits().logIn().toNanos()) {
            end(new Refusal(ErrorCode.UNAUTHORIZED, "no log-in in time"));
        }
    }

    /// Executes a command and replies to it. The caller calls `Chat.deliver` when no further
    /// command has been read.
    public void receive(Command command) {
        try {
            Reader source = reader;
            if (command instanceof Command.Login login) {
                if (source != null) {
                    throw Refusal.badRequest("already logged in").of(login.id());
                }
                logIn(login);
            } else if (source == null) {
                throw new Refusal(ErrorCode.UNAUTHORIZED, "log in first").of(command.id());
            } else {
                lab.chat()
                        .accept(source.session(), source.subscriptions(), command)
                        .whenComplete((answer, failure) -> answer(command, answer, failure));
            }
        } catch (Refusal refusal) {
            refuse(refusal);
        } finally {
            // After a log-in, it is its session's command.
            meter.add(Counter.COMMANDS, 1);
        }
    }

    private void logIn(Command.Login login) {
        try {
            if (login.token() != null) {
                enter(lab.tokens().verify(login.token()), login.start(), login.echo(), null);
                return;
            }
            // The session begins at once with the log in memory; elsewhere this thread waits for
            // it.
            String user = login.user() == null ? "" : login.user();
            Session session = lab.chat().logIn(user, login.avatar()).toCompletableFuture().join();
            try {
                enter(session, login.start(), login.echo(), lab.tokens().issue(session));
            } catch (Refusal refusal) {
                lab.chat().logOut(session, "the log-in was refused");
                throw refusal;
            }
        } catch (CompletionException failure) {
            throw Refusals.of(failure).of(login.id());
        } catch (Refusal refusal) {
            throw refusal.of(login.id());
        }
    }

    private void answer(Command command, @Nullable Event answer, @Nullable Throwable failure) {
        if (failure != null) {
            refuse(Refusals.of(failure));
        } else if (answer != null && isTold(command, answer)) {
            writer.answer(encode(answer));
        }
    }

    /// An `ok` is sent if the command has an id; to a person at telnet also for joining and leaving
    /// a group.
    private boolean isTold(Command command, Event answer) {
        return command.id() != null
                || !(answer instanceof Event.Ok)
                || (answersAll && !(command instanceof Command.Say));
    }

    /// The bytes of one event, line end included.
    public byte[] encode(Event event) {
        return format.join(List.of(EncodedEvent.of(event)), NO_CURSOR, false);
    }

    /// Sends lines for a person.
    public void tell(String lines) {
        writer.answer((lines.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Sends a refusal; the connection stays open.
    public void refuse(Refusal refusal) {
        writer.answer(encode(Event.Error.of(refusal)));
    }

    /// Counts a command that could not be parsed and sends its refusal; the connection stays open.
    public void refuseUnread(Refusal refusal) {
        meter.add(Counter.COMMANDS, 1);
        refuse(refusal);
    }

    /// Sends the reason and closes the connection.
    public void end(Refusal why) {
        writer.finish(Event.Error.of(why));
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
