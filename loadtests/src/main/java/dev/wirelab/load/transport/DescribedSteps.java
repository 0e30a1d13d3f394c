package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.load.connection.Message;
import dev.wirelab.load.gatling.LoadAction;
import dev.wirelab.load.server.DescribedStep;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.server.Template;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The steps of a description as those of a scenario. Each virtual user has a [Dialogue].
final class DescribedSteps {
    private static final String DIALOGUE = "dialogue";
    private static final int OK = 200;
    private static final Set<Integer> DONE = Set.of(OK, 201, 202, 204);

    /// A poll without messages has one of the last three.
    private static final Set<Integer> POLLED = Set.of(OK, 204, 304, 408);

    private final boolean polls;
    private final @Nullable Template sendTo;
    private final @Nullable Template poll;
    private final @Nullable Template pollBody;

    DescribedSteps(DescribedTransport transport) {
        this.polls = transport.kind().polls();
        this.sendTo = template(transport.sendTo());
        this.poll = template(transport.poll());
        this.pollBody = template(transport.pollBody());
    }

    private static @Nullable Template template(@Nullable String text) {
        return text == null ? null : Template.of(text);
    }

    static Session begin(Session user, Dialogue dialogue) {
        return user.set(DIALOGUE, dialogue);
    }

    static boolean hasBegun(Session user) {
        return user.contains(DIALOGUE);
    }

    static Dialogue dialogue(Session user) {
        return Objects.requireNonNull(user.get(DIALOGUE));
    }

    static ChainBuilder none() {
        return exec(user -> user);
    }

    /// Steps, one after the other.
    ///
    /// @param connected whether messages can arrive after a step's own response
    ChainBuilder all(String name, List<DescribedStep> steps, boolean connected) {
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
            return exec(request(name, "GET", Template.of(one.get()), DONE, _ -> null));
        }
        if (one.post() != null) {
            Template body = Template.of(one.body() == null ? "" : one.body());
            Template target = Template.of(one.post());
            return exec(request(name, "POST", target, DONE, user -> dialogue(user).fill(body)));
        }
        if (one.send() != null) {
            Template text = Template.of(one.send());
            return send(name, user -> dialogue(user).fill(text), DescribedSteps::take);
        }
        return none();
    }

    /// Sends a text as the transport sends.
    ///
    /// @param take takes the response if the text is posted
    ChainBuilder send(
            String name,
            Function<Session, String> text,
            BiFunction<Message, Session, Session> take) {
        if (sendTo == null) {
            return exec(step(name).send(text));
        }
        return exec(
                step(name)
                        .request(
                                DONE,
                                user -> dialogue(user).request("POST", sendTo, text.apply(user)),
                                take));
    }

    private static ActionBuilder request(
            String name,
            String method,
            Template target,
            Set<Integer> statuses,
            Function<Session, @Nullable String> body) {
        return step(name)
                .request(
                        statuses,
                        user -> dialogue(user).request(method, target, body.apply(user)),
                        DescribedSteps::take);
    }

    private static Session take(Message response, Session user) {
        if (DONE.contains(response.status())) {
            dialogue(user).responded(response);
        }
        return user;
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
        return polls
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

    /// One poll and the replies to what it brought.
    ChainBuilder poll() {
        Template target = Objects.requireNonNull(poll);
        ActionBuilder turn =
                request(
                        "poll",
                        pollBody == null ? "GET" : "POST",
                        target,
                        POLLED,
                        user -> pollBody == null ? null : dialogue(user).fill(pollBody));
        return exec(turn)
                .exec(
                        asLongAs(user -> dialogue(user).hasReply())
                                .on(
                                        send(
                                                "reply",
                                                user -> dialogue(user).nextReply(),
                                                (_, user) -> user)));
    }
}
