package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.ClientConnection;
import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.transport.Resumption;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.ReceivedEvent;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a stream. One that does not carry commands is a response over HTTP, and takes one of the
/// host's connections as long as it lasts. A stream on which nothing arrives, not even a heartbeat,
/// is regarded as dead.
final class StreamAttempt implements Attempt, ClientConnection.Listener {
    private static final String PING = "{\"type\":\"ping\"}";

    private final Resumption.Stream stream;
    private final ClientTimes times;
    private final Optional<String> first;
    private final CommandPoster poster;
    private final Listener listener;
    private HostConnections.@Nullable Slot slot;
    private @Nullable ClientConnection connection;
    private final Set<String> sent = new HashSet<>();
    private final long began = System.nanoTime();
    private long pinged = began;
    private boolean open;

    StreamAttempt(
            EventLoop loop,
            Way way,
            Resumption.Stream stream,
            String token,
            Optional<String> after,
            ClientTimes times,
            ClientTraffic traffic,
            HostConnections host,
            CommandPoster poster,
            Listener listener) {
        this.stream = stream;
        this.times = times;
        this.poster = poster;
        this.listener = listener;
        this.first = stream.opening().first(token, after);
        Runnable connect =
                () ->
                        connection =
                                ClientConnection.open(
                                        loop,
                                        way.addresses().streamRoute(),
                                        stream.opening().framing(token, after),
                                        traffic,
                                        // Longer than that of `hello`: a silent server was
                                        // reached.
                                        times.open().multipliedBy(2),
                                        this);
        if (stream.carriesCommands()) {
            connect.run();
        } else {
            slot = host.take(loop, connect);
        }
    }

    private void send(String text) {
        if (connection != null) {
            connection.send(text);
        }
    }

    private long lastRead() {
        return connection == null ? 0 : connection.lastReadNanos();
    }

    @Override
    public void opened() {
        first.ifPresent(this::send);
    }

    @Override
    public void arrived(Message message) {
        for (ReceivedEvent event : EventReader.lines(message.body())) {
            if (event instanceof ReceivedEvent.Failure failure && failure.id() == null) {
                listener.lost(new Loss(failure.code() + ": " + failure.message(), true));
                return;
            }
            String cursor = event.cursor();
            if (cursor != null) {
                listener.cursor(cursor);
            }
            if (event instanceof ReceivedEvent.Other other && other.type().equals("hello")) {
                open = true;
                listener.opened();
            } else {
                listener.arrived(event, message.nanos());
            }
        }
    }

    @Override
    public void ended(String reason) {
        listener.lost(new Loss(reason, lastRead() != 0));
    }

    @Override
    public void publish(SequencedMap<String, String> unanswered) {
        if (!stream.carriesCommands()) {
            poster.post(unanswered);
            return;
        }
        unanswered.forEach((id, command) -> {
            if (sent.add(id)) {
                send(command);
            }
        });
    }

    @Override
    public Optional<String> check(long now) {
        long read = lastRead() == 0 ? began : lastRead();
        if (!open) {
            return now - began > times.open().toNanos()
                    ? Optional.of("no hello within " + times.open().toSeconds() + " s")
                    : Optional.empty();
        }
        if (now - read > times.silence().toNanos()) {
            return Optional.of("nothing received for " + times.silence().toSeconds() + " s");
        }
        if (stream.carriesCommands()
                && now - Math.max(read, pinged) > times.heartbeat().toNanos()) {
            pinged = now;
            send(PING);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        if (slot != null) {
            slot.release();
        }
        if (connection != null) {
            connection.close();
        }
        poster.close();
    }
}
