package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.sse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.SseConnectActionBuilder;
import io.gatling.javaapi.http.SseMessageCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Server-Sent Events with Gatling's own client; commands are posted on a second connection.
///
/// A reader's events are received in the condition of one check that stays open, because Gatling
/// calls that on each event's arrival; its own times are whole milliseconds.
final class SseLoad implements LoadProtocol {
    private static final String TRANSPORT = "sse";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PostedCommands commands = new PostedCommands(TRANSPORT);

    @Override
    public String transport() {
        return TRANSPORT;
    }

    @Override
    public List<ProtocolBuilder> readerProtocols(Target target) {
        return List.of(SessionSteps.httpProtocol(target));
    }

    @Override
    public List<ProtocolBuilder> publisherProtocols(Target target, AnswerListener answers) {
        return readerProtocols(target);
    }

    /// Joins first, so that reading is one step: what arrives is due to the reader as soon as the
    /// stream has begun.
    @Override
    public ChainBuilder read(ReadScript script) {
        ChainBuilder reading = exec(connectAndRead(script));
        return script.group()
                .map(group -> exec(commands.join(group)).exec(reading))
                .orElse(reading);
    }

    private static SseConnectActionBuilder connectAndRead(ReadScript script) {
        return open(user -> "/sse" + place(script.inbox().apply(user)))
                .await(TIMEOUT)
                .on(
                        when(
                                "hello",
                                (event, user) -> {
                                    Inbox inbox = script.inbox().apply(user);
                                    inbox.reading();
                                    feed(inbox, event, System.nanoTime());
                                    return true;
                                }))
                .await(script.limit())
                .on(
                        when(
                                "read to the end",
                                (event, user) ->
                                        feed(
                                                script.inbox().apply(user),
                                                event,
                                                System.nanoTime())));
    }

    private static String place(Inbox inbox) {
        return inbox.after().map(cursor -> "?after=" + cursor).orElse("");
    }

    /// @param event as Gatling passes it: a JSON object whose `data` is the event, embedded as JSON
    private static boolean feed(Inbox inbox, String event, long nanos) {
        try {
            return EventLines.feed(inbox, JSON.readTree(event).path("data").toString(), nanos);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an event of Gatling's: " + event, e);
        }
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        ChainBuilder connected =
                exec(open(_ -> "/sse?echo=false").await(TIMEOUT).on(when("hello", (_, _) -> true)));
        return script.group().map(group -> connected.exec(commands.join(group))).orElse(connected);
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return exec(commands.publish(script, answers));
    }

    @Override
    public ChainBuilder close() {
        return exec(sse("close").close());
    }

    @Override
    public boolean staysOnHttp() {
        return true;
    }

    @Override
    public boolean awaitsAnswers() {
        return true;
    }

    private static SseConnectActionBuilder open(Function<Session, String> path) {
        return sse("connect").get(path).header("authorization", SessionSteps.BEARER);
    }

    private static SseMessageCheck when(String name, BiPredicate<String, Session> condition) {
        return sse.checkMessage(name)
                .matching(bodyString().transformWithSession(condition::test).is(true));
    }
}
