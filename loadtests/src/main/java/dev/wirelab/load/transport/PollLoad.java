package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.gatling.Waits;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.PollAnswer;
import dev.wirelab.load.wire.ReceivedEvent;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Both polls by Gatling's own HTTP client, in plain loops.
///
/// A speaker polls nothing, but its session would end 60 s after its last poll, so it asks every 20
/// s for the present, which is answered at once and empty.
final class PollLoad implements LoadProtocol {
    private static final String CURSOR = "cursor";
    private static final String CLOCK = "clock";
    private static final Duration KEEP_SESSION = Duration.ofSeconds(20);

    private final Kind kind;
    private final boolean fresh;

    PollLoad(Kind kind) {
        this(kind, false);
    }

    /// @param fresh whether each request has a TCP connection of its own
    PollLoad(Kind kind, boolean fresh) {
        this.kind = kind;
        this.fresh = fresh;
    }

    @Override
    public String id() {
        return fresh ? kind.id + "-fresh" : kind.id;
    }

    @Override
    public String transport() {
        return kind.id;
    }

    @Override
    public boolean freshConnections() {
        return fresh;
    }

    @Override
    public List<ProtocolBuilder> readerProtocols(Target target) {
        HttpProtocolBuilder http = LogIn.httpProtocol(target);
        return List.of(fresh ? http.header("connection", "close") : http);
    }

    @Override
    public List<ProtocolBuilder> speakerProtocols(Target target, Replies replies) {
        return readerProtocols(target);
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        Function<Session, Inbox> inbox = script.inbox();
        ChainBuilder poll =
                exec(
                                user -> {
                                    Inbox own = inbox.apply(user);
                                    PollClock clock =
                                            PollClock.start(script.poll(), own.pollPhase());
                                    // Who knows a place has something to catch up with, and asks at
                                    // once.
                                    clock.answered(own.after().isPresent());
                                    return own.after()
                                            .map(cursor -> user.set(CURSOR, cursor))
                                            .orElse(user)
                                            .set(CLOCK, clock);
                                })
                        .exec(asLongAs(user -> !inbox.apply(user).isDone()).on(turn(script)));
        return enter(script.group())
                .exec(doIf(user -> inbox.apply(user).after().isEmpty()).then(begin(inbox)))
                .exec(poll);
    }

    /// Learns the present; everything after it will be read.
    private ChainBuilder begin(Function<Session, Inbox> inbox) {
        return exec(present())
                .exec(user -> {
                    inbox.apply(user).reading();
                    return user;
                });
    }

    private ChainBuilder enter(Optional<Function<Session, Address.Group>> group) {
        return group.map(joined -> exec(join(joined))).orElse(exec(user -> user));
    }

    private ChainBuilder turn(ReadScript script) {
        String path =
                switch (kind) {
                    case LONG ->
                            "/poll/long?after=#{cursor}&wait=" + script.poll().hold().toSeconds();
                    case SHORT -> "/poll/short?after=#{cursor}";
                };
        ChainBuilder poll =
                exec(
                        get("poll", path)
                                .check(
                                        bodyString()
                                                .transformWithSession(
                                                        (body, user) -> take(script, body, user))
                                                .saveAs(CURSOR)));
        return switch (kind) {
            case LONG -> poll;
            case SHORT -> exec(Waits.until(user -> clock(user).nextDueNanos())).exec(poll);
        };
    }

    private static String take(ReadScript script, String body, Session user) {
        long nanos = System.nanoTime();
        PollAnswer answer = EventReader.poll(body);
        Inbox inbox = script.inbox().apply(user);
        inbox.reading();
        for (ReceivedEvent event : answer.events()) {
            inbox.arrived(event, nanos);
        }
        inbox.place(answer.cursor());
        clock(user).answered(answer.more());
        return answer.cursor();
    }

    @Override
    public ChainBuilder openSpeaker(SpeakScript script, Replies replies) {
        return enter(script.group()).exec(present()).exec(user -> user.set(CLOCK, new KeepAlive()));
    }

    @Override
    public ChainBuilder say(SpeakScript script, Replies replies) {
        return exec(post("say", user -> Answers.json(script.speaker().apply(user).next()))
                        .check(
                                bodyString()
                                        .transform(body -> {
                                            Answers.feed(replies, body, System.nanoTime());
                                            return true;
                                        })
                                        .is(true)))
                .exec(doIf(user -> isPollDue(user)).then(keepSession()));
    }

    @Override
    public ChainBuilder keepSession() {
        return exec(get("keep the session", path()));
    }

    @Override
    public ChainBuilder close() {
        return exec(user -> user);
    }

    @Override
    public boolean staysOnHttp() {
        return true;
    }

    @Override
    public boolean speakerWaits() {
        return true;
    }

    @Override
    public Duration usualWait(PollTimes poll) {
        return kind == Kind.SHORT ? poll.interval() : Duration.ZERO;
    }

    @Override
    public Duration longestWait(PollTimes poll) {
        return switch (kind) {
            case LONG -> poll.hold();
            case SHORT -> poll.interval();
        };
    }

    private HttpRequestActionBuilder join(Function<Session, Address.Group> group) {
        return post("join", user -> Answers.join(group.apply(user)))
                .check(bodyString().transform(body -> Answers.hasOk(body, Answers.JOIN)).is(true));
    }

    /// A poll without a place to read from: it tells the present at once.
    private HttpRequestActionBuilder present() {
        return get("learn the present", path())
                .check(
                        bodyString()
                                .transform(body -> EventReader.poll(body).cursor())
                                .saveAs(CURSOR));
    }

    private String path() {
        return switch (kind) {
            case LONG -> "/poll/long";
            case SHORT -> "/poll/short";
        };
    }

    private static HttpRequestActionBuilder get(String name, String path) {
        return http(name).get(path).header("authorization", LogIn.BEARER).check(status().is(200));
    }

    private HttpRequestActionBuilder post(String name, Function<Session, String> command) {
        return http(name)
                .post("/api/commands?transport=" + kind.id)
                .header("authorization", LogIn.BEARER)
                .header("content-type", "application/json")
                .body(StringBody(command))
                .check(status().is(200));
    }

    private static boolean isPollDue(Session user) {
        KeepAlive keepAlive = Objects.requireNonNull(user.get(CLOCK));
        return keepAlive.isDue();
    }

    private static PollClock clock(Session user) {
        return Objects.requireNonNull(user.get(CLOCK));
    }

    /// Which of the two polls.
    enum Kind {
        LONG("long-poll"),
        SHORT("short-poll");

        private final String id;

        Kind(String id) {
            this.id = id;
        }
    }

    /// When the speaker polled last.
    private static final class KeepAlive {
        private long lastNanos = System.nanoTime();

        boolean isDue() {
            long now = System.nanoTime();
            boolean due = now - lastNanos > KEEP_SESSION.toNanos();
            if (due) {
                lastNanos = now;
            }
            return due;
        }
    }
}
