package dev.wirelab.load.survive.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.survive.client.Journal.State;
import dev.wirelab.load.wire.ReceivedEvent;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client that resumes: one state machine for all transports.
///
/// ```
///            opened                    lost, overdue
/// CONNECTING ──────► OPEN ─────────────────────────────► PAUSING ──► CONNECTING, after the cursor
///     └───────────────────── lost, overdue ─────────────────▲
/// ```
///
/// A command that was not answered is sent again with its id. Three failures in a row for which the
/// transport may be the cause change to the next transport; a connection that ended young is one. A
/// session that has ended is replaced by a new one. All of it happens on one event loop.
public final class ResumingClient implements AutoCloseable {
    private static final int FAILURES = 3;
    private static final long CHECK_MILLIS = 100;

    /// Checks that are so far apart had a sleep between them.
    private static final long ASLEEP_NANOS = 2_000_000_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ClientTraffic traffic = new ClientTraffic();
    private final Journal journal = new Journal();
    private final Events events = new Events();
    private final SequencedMap<String, String> unanswered = new LinkedHashMap<>();
    private final String wanted;
    private volatile String user;
    private final List<Way> ways;
    private final ClientTimes times;
    private final HostConnections host;
    private final Backoff backoff;
    private @Nullable Attempt attempt;
    private @Nullable HttpExchange logIn;
    private volatile @Nullable String token;
    private @Nullable String cursor;
    private State state = State.PAUSING;
    private int way;
    private int failures;
    private int namesTaken;
    private long openedAt;
    private long waitingSince;
    private long checkedAt = System.nanoTime();
    private boolean closed;

    /// A client that is not connected yet.
    ///
    /// @param user its name
    /// @param ways the transport, and those that it may change to
    public ResumingClient(String user, List<Way> ways, ClientTimes times) {
        this(user, ways, times, HostConnections.unlimited());
    }

    /// The same with connections that it shares with other clients.
    public ResumingClient(String user, List<Way> ways, ClientTimes times, HostConnections host) {
        this.host = host;
        this.wanted = user;
        this.user = user;
        this.ways = ways;
        this.times = times;
        this.backoff = new Backoff(times.firstPause(), times.longestPause());
    }

    /// What happened to it.
    public Journal journal() {
        return journal;
    }

    /// What passed its sockets.
    public ClientTraffic traffic() {
        return traffic;
    }

    /// Connects.
    public void start() {
        loop.execute(this::connect);
        var _ =
                loop.scheduleWithFixedDelay(
                        this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Publishes a text to everyone; it must be new.
    public void say(String text) {
        send(
                text,
                "{\"type\":\"say\",\"id\":\"%s\",\"to\":\"#lobby\",\"text\":\"%1$s\"}"
                        .formatted(text));
    }

    /// Sends a command after those before it, and again until it is answered.
    ///
    /// @param id new, and that of the command
    /// @param command JSON that begins with its `type`
    public void send(String id, String command) {
        loop.execute(() -> {
            if (unanswered.isEmpty()) {
                waitingSince = System.nanoTime();
            }
            unanswered.put(id, command);
            publish();
        });
    }

    /// Closes its connection and reads on after its cursor over another transport, or over the same
    /// again. Before its first log-in, and while it pauses, only its next connection is another.
    ///
    /// @param to the index of one of its ways
    public void move(int to) {
        loop.execute(() -> {
            Way next = ways.get(to);
            if (attempt != null && !closed) {
                release();
                change(State.PAUSING, "moved to " + next.transport());
                way = to;
                connect();
            } else {
                way = to;
            }
        });
    }

    /// The name of its session: another than it should have if the answer to a log-in was lost.
    public String user() {
        return user;
    }

    /// The token of its session; empty before its log-in.
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /// Does nothing for a time, as a process that is stopped: sockets stay open, and nothing reads
    /// them.
    public void sleep(Duration time) {
        loop.execute(() -> {
            try {
                MonotonicTime.pause(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void publish() {
        if (attempt != null && state == State.OPEN) {
            attempt.publish(unanswered);
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        change(State.CONNECTING, "");
        Way chosen = ways.get(way);
        String known = token;
        if (known == null) {
            logIn(chosen);
            return;
        }
        attempt =
                Attempt.begin(
                        loop,
                        chosen,
                        known,
                        Optional.ofNullable(cursor),
                        times,
                        traffic,
                        host,
                        true,
                        events);
    }

    private void logIn(Way chosen) {
        HttpExchange http =
                new HttpExchange(
                        loop, chosen.addresses().httpRoute(), traffic, host, times.open(), true);
        logIn = http;
        http.send(
                new Request("POST", "/api/sessions", null, "{\"user\":\"" + name() + "\"}"),
                times.open(),
                response -> {
                    http.close();
                    loggedIn(response);
                },
                this::end);
    }

    /// A log-in whose answer was lost has taken the name: the next one needs another.
    private String name() {
        return namesTaken == 0 ? wanted : wanted + "." + namesTaken;
    }

    private void loggedIn(Message response) {
        try {
            token = JSON.readTree(response.text()).path("token").textValue();
        } catch (JsonProcessingException e) {
            token = null;
        }
        if (token == null) {
            namesTaken += response.text().contains("name_taken") ? 1 : 0;
            end(new Loss("log-in: %d %s".formatted(response.status(), response.text()), true));
        } else {
            user = name();
            journal.loggedIn();
            connect();
        }
    }

    /// What the attempt reports.
    private final class Events implements Attempt.Listener {
        @Override
        public void opened() {
            openedAt = System.nanoTime();
            waitingSince = openedAt;
            change(State.OPEN, "");
            publish();
        }

        @Override
        public void cursor(String position) {
            cursor = position;
        }

        @Override
        public void arrived(ReceivedEvent event, long nanos) {
            switch (event) {
                case ReceivedEvent.Message message ->
                        journal.arrived(
                                new Journal.Arrival(
                                        nanos,
                                        message.cursor(),
                                        message.from(),
                                        message.to(),
                                        message.text()));
                case ReceivedEvent.Ok ok -> {
                    String id = ok.id();
                    if (id != null) {
                        journal.acknowledged(id, ok.position());
                        answered(id);
                    }
                }
                case ReceivedEvent.Failure failure -> refused(failure);
                case ReceivedEvent.Gap _ -> journal.gap();
                case ReceivedEvent.Other _ -> {}
            }
        }

        @Override
        public void lost(Loss loss) {
            end(loss);
        }
    }

    /// A command that is refused is not sent again, unless the session or the lab has ended, or the
    /// lab cannot reach its log: then those after it have to wait for it, on another connection.
    private void refused(ReceivedEvent.Failure failure) {
        Loss loss = new Loss(failure.code() + ": " + failure.message(), true);
        String id = failure.id();
        if (loss.isOfSession() || loss.isOfLog()) {
            end(loss);
        } else if (id != null && loss.mayBeOfTransport()) {
            journal.refused(id, failure.code());
            answered(id);
        }
    }

    private void answered(String id) {
        unanswered.remove(id);
        waitingSince = System.nanoTime();
    }

    private void end(Loss loss) {
        if (closed || state == State.PAUSING) {
            return;
        }
        boolean lasted =
                state == State.OPEN && System.nanoTime() - openedAt > times.young().toNanos();
        release();
        if (loss.isOfSession()) {
            token = null;
        }
        if (lasted) {
            failures = 0;
            backoff.reset();
        } else if (loss.mayBeOfTransport() && ++failures == FAILURES && ways.size() > 1) {
            failures = 0;
            way = (way + 1) % ways.size();
            backoff.reset();
        }
        change(State.PAUSING, loss.reason());
        var _ = loop.schedule(this::connect, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check() {
        long now = System.nanoTime();
        boolean slept = now - checkedAt > ASLEEP_NANOS;
        checkedAt = now;
        // After a sleep, first read what has come.
        if (slept || attempt == null) {
            return;
        }
        Optional<String> problem = attempt.check(now);
        if (problem.isEmpty()
                && state == State.OPEN
                && !unanswered.isEmpty()
                && now - waitingSince > times.answer().toNanos()) {
            problem =
                    Optional.of(
                            "no answer to a command for %d s"
                                    .formatted(times.answer().toSeconds()));
        }
        problem.ifPresent(reason -> end(new Loss(reason, true)));
    }

    private void change(State next, String reason) {
        if (state != next) {
            state = next;
            journal.changed(next, ways.get(way).transport(), reason);
        }
    }

    private void release() {
        if (attempt != null) {
            attempt.close();
            attempt = null;
        }
        if (logIn != null) {
            logIn.close();
            logIn = null;
        }
    }

    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            release();
        });
        var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
}
