package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Message;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The steps that the transports share whose events arrive on a connection that stays open.
final class StreamSteps {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// The parameter of a query that asks for version 2 of the protocol.
    static final String VERSION_2 = "v=2";

    private StreamSteps() {}

    /// The query of a stream that begins after a cursor; empty: at the end of the log.
    static String query(Optional<String> after) {
        return after.map(cursor -> "?after=" + cursor).orElse("");
    }

    /// Path and query of a stream that begins where the reader stopped, or at the end of the log.
    static String toRead(String path, ReadScript script, Session user) {
        Optional<String> after = script.inbox().apply(user).after();
        return query(path, after.map(cursor -> "after=" + cursor), script.binary());
    }

    /// Path and query of a publisher's stream.
    static String toPublish(String path, PublishScript script) {
        return query(path, Optional.of("echo=false"), script.binary());
    }

    private static String query(String path, Optional<String> parameter, boolean binary) {
        String all =
                Stream.concat(parameter.stream(), binary ? Stream.of(VERSION_2) : Stream.empty())
                        .collect(Collectors.joining("&"));
        return all.isEmpty() ? path : path + "?" + all;
    }

    /// Passes a reader's messages to its inbox.
    static Function<Session, Consumer<Message>> toInbox(ReadScript script) {
        return user -> {
            Inbox inbox = script.inbox().apply(user);
            return message -> EventLines.feed(inbox, message);
        };
    }

    /// Passes a publisher's messages to the publishers of the run.
    static Function<Session, Consumer<Message>> toPublishers(AnswerListener answers) {
        return _ -> message -> EventLines.feed(answers, message);
    }

    /// Connects to a stream that begins with `hello` by itself.
    static ActionBuilder connect(
            Function<Session, Framing> framing, Function<Session, Consumer<Message>> listener) {
        return step("connect").connect(framing, listener, EventLines::hasHello);
    }

    /// Reads until the inbox is done. Called when each later event will be delivered.
    static ChainBuilder readToTheEnd(ReadScript script) {
        Function<Session, Inbox> inbox = script.inbox();
        return exec(
                        user -> {
                            inbox.apply(user).reading();
                            return user;
                        })
                .exec(
                        step("read to the end")
                                .await(script.limit(), user -> inbox.apply(user).isDone()));
    }

    /// Joins a group by a command on the stream.
    static ChainBuilder join(Optional<Function<Session, Address.Group>> group) {
        return group.map(joined ->
                        exec(
                                step("join")
                                        .exchange(
                                                user -> EventLines.join(joined.apply(user)),
                                                TIMEOUT,
                                                (message, _) -> EventLines.hasJoined(message))))
                .orElse(exec(user -> user));
    }

    /// Publishes one message by a command on the stream.
    static ChainBuilder publish(PublishScript script) {
        return exec(
                step("publish").send(user -> EventLines.json(script.source().apply(user).next())));
    }

    /// The same on a stream that carries bytes as they are.
    static ChainBuilder publishRaw(PublishScript script) {
        return script.binary()
                ? exec(
                        step("publish")
                                .sendBytes(
                                        user -> EventLines.raw(script.source().apply(user).next())))
                : publish(script);
    }

    static ChainBuilder close() {
        return exec(step("close").close());
    }
}
