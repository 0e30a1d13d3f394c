package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static dev.wirelab.load.transport.DescribedSteps.dialogue;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.gatling.WaitSteps;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.server.Template;
import dev.wirelab.load.server.TransportKind;
import dev.wirelab.load.wire.ReceivedEvent;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A transport of a server that is not Wirelab, by its description.
final class DescribedLoad implements LoadProtocol {
    private static final String CLOCK = "clock";

    private final DescribedTransport transport;
    private final Dialogue.Script script;
    private final DescribedSteps steps;
    private final @Nullable Template connect;

    DescribedLoad(DescribedTransport transport) {
        this.transport = transport;
        this.script = new Dialogue.Script(transport);
        this.steps = new DescribedSteps(transport);
        this.connect = transport.connect() == null ? null : Template.of(transport.connect());
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
            return DescribedSteps.begin(SessionSteps.resume(s, name), new Dialogue(script, name));
        });
    }

    @Override
    public ChainBuilder logOut() {
        return exec(user -> user);
    }

    @Override
    public Optional<String> explain(Session user) {
        return DescribedSteps.hasBegun(user) ? dialogue(user).unmet() : Optional.empty();
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
                        .exec(steps.all("log in", transport.logIn(), false))
                        .exec(transport.kind().polls() ? DescribedSteps.none() : connect())
                        .exec(steps.all("open", transport.open(), true))
                        .exec(steps.all("join", transport.join(), true))
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
                .exec(steps.all("log in", transport.logIn(), false))
                .exec(connects ? connect() : DescribedSteps.none())
                .exec(steps.all("open", transport.open(), true))
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
        Request request = dialogue(user).request("GET", Objects.requireNonNull(connect), null);
        return transport.kind() == TransportKind.SSE
                ? Framing.eventStream(request)
                : Framing.webSocket(request);
    }

    /// Polls until the inbox is done.
    private ChainBuilder poll(ReadScript script) {
        Function<Session, Inbox> inbox = script.inbox();
        ChainBuilder turn =
                transport.kind() == TransportKind.SHORT_POLL
                        ? exec(WaitSteps.until(user -> clock(user).nextDueNanos()))
                                .exec(steps.poll())
                        : steps.poll();
        return exec(
                        user -> {
                            Inbox own = inbox.apply(user);
                            own.reading();
                            return user.set(
                                    CLOCK, PollClock.start(script.timing(), own.pollPhase()));
                        })
                .exec(asLongAs(user -> !inbox.apply(user).isDone()).on(turn));
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return steps.send(
                "publish",
                user -> publication(script, user),
                (response, user) -> {
                    ReceivedEvent.Ok ok = new ReceivedEvent.Ok(dialogue(user).get("id"), null);
                    answers.answered(ok, response.nanos());
                    return user;
                });
    }

    private static String publication(PublishScript script, Session user) {
        Command.Say message = script.source().apply(user).next();
        Dialogue dialogue = dialogue(user);
        dialogue.set("id", Objects.requireNonNull(message.id()));
        String text =
                switch (message.content()) {
                    case Content.Text(String given) -> given;
                    case Content.Binary binary -> binary.placeholder();
                };
        dialogue.set("text", text);
        dialogue.set("bytes", Integer.toString(text.length()));
        return dialogue.publication();
    }

    @Override
    public ChainBuilder close() {
        return transport.kind().polls() ? DescribedSteps.none() : StreamSteps.close();
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

    private static PollClock clock(Session user) {
        return Objects.requireNonNull(user.get(CLOCK));
    }
}
