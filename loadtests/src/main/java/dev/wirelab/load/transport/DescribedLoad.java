package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.gatling.LoadAction;
import dev.wirelab.load.gatling.WaitSteps;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.server.DescribedStep;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.server.TransportKind;
import dev.wirelab.load.wire.ReceivedEvent;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A transport of a server that is not Wirelab, by its description.
final class DescribedLoad implements LoadProtocol {
    private static final String DIALOGUE = "dialogue";
    private static final String CLOCK = "clock";
    private static final Set<Integer> DONE = Set.of(200, 201, 202, 204);

    /// A poll without messages has one of the last three.
    private static final Set<Integer> POLLED = Set.of(200, 204, 304, 408);

    private static final int OK = 200;

    private final DescribedTransport transport;
    private final Dialogue.Script script;

    DescribedLoad(DescribedTransport transport) {
        this.transport = transport;
        this.script = new Dialogue.Script(transport);
    }

    @Override
    public String transport() {
        return transport.kind().id();
    }

    @Override
    public ConnectionProtocol protocol(Target target) {
        return ConnectionProtocol.to(transport.address());
    }

    /// There is no session: the name stands for its token.
    @Override
    public ChainBuilder logIn(Function<Session, String> user) {
        return exec(s -> {
            String name = user.apply(s);
            return SessionSteps.resume(s, name).set(DIALOGUE, new Dialogue(script, name));
        });
    }

    @Override
    public ChainBuilder logOut() {
        return exec(user -> user);
    }

    @Override
    public Optional<String> explain(Session user) {
        return Optional.ofNullable(user.<Dialogue>get(DIALOGUE)).flatMap(Dialogue::unmet);
    }

    @Override
    public Optional<String> explainSilence() {
        return Dialogue.firstOther(script)
                .map(other ->
                        "'delivery' looks for %s, and the first other message was %s"
                                .formatted(transport.delivery(), other));
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        ChainBuilder opened =
                begin(script.group())
                        .exec(user -> {
                            dialogue(user).deliverTo(script.inbox().apply(user));
                            return user;
                        })
                        .exec(steps("log in", transport.logIn(), false))
                        .exec(transport.kind().polls() ? none() : connect())
                        .exec(steps("open", transport.open(), true))
                        .exec(steps("join", transport.join(), true))
                        .exec(DescribedLoad::opened);
        return transport.kind().polls()
                ? opened.exec(poll(script))
                : opened.exec(StreamSteps.readToTheEnd(script));
    }

    /// A publisher that posts needs no connection unless it has steps to take on it.
    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        boolean connects = !transport.kind().polls() && (!posts() || !transport.open().isEmpty());
        return begin(script.group())
                .exec(steps("log in", transport.logIn(), false))
                .exec(connects ? connect() : none())
                .exec(steps("open", transport.open(), true))
                .exec(DescribedLoad::opened);
    }

    private static ChainBuilder begin(Optional<Function<Session, Address.Group>> group) {
        return exec(user -> {
            group.ifPresent(of -> dialogue(user).set("group", of.apply(user).name()));
            return user;
        });
    }

    private static Session opened(Session user) {
        dialogue(user).opened();
        return user;
    }

    private ChainBuilder connect() {
        return exec(
                step("connect")
                        .converse(
                                this::framing,
                                user -> {
                                    Dialogue dialogue = dialogue(user);
                                    return dialogue::received;
                                }));
    }

    private Framing framing(Session user) {
        if (transport.kind() == TransportKind.TCP) {
            return Framing.lines();
        }
        String path = Objects.requireNonNull(transport.connect());
        Request request = dialogue(user).request("GET", path, null);
        return transport.kind() == TransportKind.SSE
                ? Framing.eventStream(request)
                : Framing.webSocket(request);
    }

    /// @param connected whether messages can arrive after a step's own response
    private ChainBuilder steps(String name, List<DescribedStep> steps, boolean connected) {
        ChainBuilder all = none();
        for (DescribedStep one : steps) {
            all = all.exec(sends(name, one));
            if (one.expect() != null) {
                all = all.exec(expects(name, one.expect(), connected));
            }
        }
        return all;
    }

    private ChainBuilder sends(String name, DescribedStep one) {
        if (one.get() != null) {
            return exec(request(name, "GET", one.get(), null));
        }
        if (one.post() != null) {
            return exec(request(name, "POST", one.post(), one.body() == null ? "" : one.body()));
        }
        if (one.send() != null) {
            String text = one.send();
            return posts()
                    ? exec(request(name, "POST", sendTo(), text))
                    : exec(step(name).send(user -> dialogue(user).fill(text)));
        }
        return none();
    }

    private ActionBuilder request(
            String name, String method, String target, @Nullable String body) {
        return step(name)
                .request(
                        DONE,
                        user ->
                                dialogue(user)
                                        .request(
                                                method,
                                                target,
                                                body == null ? null : dialogue(user).fill(body)),
                        (response, user) -> {
                            dialogue(user).responded(response);
                            return user;
                        });
    }

    private ChainBuilder expects(String name, String pattern, boolean connected) {
        ChainBuilder begin =
                exec(user -> {
                    dialogue(user).expect(pattern);
                    return user;
                });
        if (!connected) {
            return begin.exec(isMet(name));
        }
        return transport.kind().polls()
                ? begin.exec(asLongAs(user -> dialogue(user).isWaiting()).on(poll()))
                        .exec(isMet(name))
                : begin.exec(step(name).await(StreamSteps.TIMEOUT, user -> dialogue(user).isMet()));
    }

    private static ActionBuilder isMet(String name) {
        return LoadAction.of(
                name,
                (session, execution) -> {
                    boolean met = dialogue(new Session(session)).isMet();
                    execution.finish(session, met ? null : "it was not answered as expected");
                });
    }

    /// Polls until the inbox is done.
    private ChainBuilder poll(ReadScript script) {
        Function<Session, Inbox> inbox = script.inbox();
        ChainBuilder turn =
                transport.kind() == TransportKind.SHORT_POLL
                        ? exec(WaitSteps.until(user -> clock(user).nextDueNanos())).exec(poll())
                        : poll();
        return exec(
                        user -> {
                            Inbox own = inbox.apply(user);
                            own.reading();
                            return user.set(
                                    CLOCK, PollClock.start(script.timing(), own.pollPhase()));
                        })
                .exec(asLongAs(user -> !inbox.apply(user).isDone()).on(turn));
    }

    /// One poll and the replies to what it brought.
    private ChainBuilder poll() {
        String path = Objects.requireNonNull(transport.poll());
        String body = transport.pollBody();
        ActionBuilder poll =
                step("poll")
                        .request(
                                POLLED,
                                user ->
                                        body == null
                                                ? dialogue(user).request("GET", path, null)
                                                : dialogue(user)
                                                        .request(
                                                                "POST",
                                                                path,
                                                                dialogue(user).fill(body)),
                                (response, user) -> {
                                    if (response.status() == OK) {
                                        dialogue(user).responded(response);
                                    }
                                    return user;
                                });
        return exec(poll)
                .exec(
                        asLongAs(user -> dialogue(user).hasReply())
                                .on(
                                        exec(
                                                step("reply")
                                                        .request(
                                                                DONE,
                                                                DescribedLoad.this::reply,
                                                                (_, user) -> user))));
    }

    private Request reply(Session user) {
        return dialogue(user).request("POST", sendTo(), dialogue(user).nextReply());
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        if (!posts()) {
            return exec(step("publish").send(user -> publication(script, user)));
        }
        return exec(
                step("publish")
                        .request(
                                DONE,
                                user ->
                                        dialogue(user)
                                                .request(
                                                        "POST",
                                                        sendTo(),
                                                        publication(script, user)),
                                (response, user) -> {
                                    answers.answered(
                                            new ReceivedEvent.Ok(dialogue(user).get("id")),
                                            response.nanos());
                                    return user;
                                }));
    }

    private static String publication(PublishScript script, Session user) {
        Command.Say message = script.source().apply(user).next();
        Dialogue dialogue = dialogue(user);
        dialogue.set("id", Objects.requireNonNull(message.id()));
        String text =
                switch (message.content()) {
                    case Content.Text(String given) -> given;
                };
        dialogue.set("text", text);
        dialogue.set("bytes", Integer.toString(text.length()));
        return dialogue.publication();
    }

    @Override
    public ChainBuilder close() {
        return transport.kind().polls() ? none() : StreamSteps.close();
    }

    @Override
    public boolean staysOnHttp() {
        return transport.kind().polls();
    }

    @Override
    public boolean awaitsAnswers() {
        return posts();
    }

    private boolean posts() {
        return transport.sendTo() != null;
    }

    private String sendTo() {
        return Objects.requireNonNull(transport.sendTo());
    }

    private static ChainBuilder none() {
        return exec(user -> user);
    }

    private static Dialogue dialogue(Session user) {
        return Objects.requireNonNull(user.get(DIALOGUE));
    }

    private static PollClock clock(Session user) {
        return Objects.requireNonNull(user.get(CLOCK));
    }
}
