package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.ws;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.WsConnectActionBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import io.gatling.javaapi.http.WsSendTextActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// WebSocket with Gatling's own client.
///
/// A reader's frames are received in the condition of one check that stays open, because Gatling
/// calls that on each frame's arrival; its own times are whole milliseconds. A publisher has no
/// open check, so its answers are received where Gatling looks for frames to reply to
/// automatically.
final class WebSocketLoad implements LoadProtocol {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String transport() {
        return "websocket";
    }

    @Override
    public List<ProtocolBuilder> readerProtocols(Target target) {
        return List.of(SessionSteps.httpProtocol(target).wsBaseUrl(webSocketUrl(target)));
    }

    @Override
    @SuppressWarnings("NullAway") // Gatling takes "no reply" as null.
    public List<ProtocolBuilder> publisherProtocols(Target target, AnswerListener answers) {
        return List.of(
                SessionSteps.httpProtocol(target)
                        .wsBaseUrl(webSocketUrl(target))
                        .wsAutoReplyTextFrame(frame -> {
                            EventLines.feed(answers, frame, System.nanoTime());
                            return null;
                        }));
    }

    private static String webSocketUrl(Target target) {
        return target.http().replaceFirst("^http", "ws");
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        return script.group()
                .map(group -> exec(connect(_ -> "/ws")).exec(joinAndRead(script, group)))
                .orElseGet(() -> exec(connectAndRead(script)));
    }

    private static WsSendTextActionBuilder joinAndRead(
            ReadScript script, Function<Session, Address.Group> group) {
        return ws("join and read")
                .sendText(user -> EventLines.join(group.apply(user)))
                .await(TIMEOUT)
                .on(when("joined", (frame, user) -> joined(script, frame, user)))
                .await(script.limit())
                .on(readToTheEnd(script));
    }

    /// Reads from the first frame on: missed events arrive with or right after `hello`.
    private static WsConnectActionBuilder connectAndRead(ReadScript script) {
        return upgrade(user -> "/ws" + place(script.inbox().apply(user)))
                .await(TIMEOUT)
                .on(
                        when(
                                "hello",
                                (frame, user) -> {
                                    Inbox inbox = script.inbox().apply(user);
                                    inbox.reading();
                                    EventLines.feed(inbox, frame, System.nanoTime());
                                    return true;
                                }))
                .await(script.limit())
                .on(readToTheEnd(script));
    }

    private static String place(Inbox inbox) {
        return inbox.after().map(cursor -> "?after=" + cursor).orElse("");
    }

    private static WsFrameCheck.Text readToTheEnd(ReadScript script) {
        return when(
                "read to the end",
                (frame, user) ->
                        EventLines.feed(script.inbox().apply(user), frame, System.nanoTime()));
    }

    private static boolean joined(ReadScript script, String frame, Session user) {
        boolean joined = EventLines.hasOk(frame, EventLines.JOIN);
        if (joined) {
            script.inbox().apply(user).reading();
        }
        return joined;
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        ChainBuilder connected = exec(connect(_ -> "/ws?echo=false"));
        return script.group().map(group -> connected.exec(join(group))).orElse(connected);
    }

    private static WsSendTextActionBuilder join(Function<Session, Address.Group> group) {
        return ws("join")
                .sendText(user -> EventLines.join(group.apply(user)))
                .await(TIMEOUT)
                .on(when("joined", (frame, _) -> EventLines.hasOk(frame, EventLines.JOIN)));
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return exec(
                ws("publish")
                        .sendText(user -> EventLines.json(script.source().apply(user).next())));
    }

    @Override
    public ChainBuilder close() {
        return exec(ws("close").close());
    }

    @Override
    public boolean staysOnHttp() {
        return false;
    }

    @Override
    public boolean awaitsAnswers() {
        return false;
    }

    private static WsConnectActionBuilder connect(Function<Session, String> path) {
        return upgrade(path).await(TIMEOUT).on(when("hello", (_, _) -> true));
    }

    private static WsConnectActionBuilder upgrade(Function<Session, String> path) {
        return ws("connect").connect(path).header("authorization", SessionSteps.BEARER);
    }

    private static WsFrameCheck.Text when(String name, BiPredicate<String, Session> condition) {
        return ws.checkTextMessage(name)
                .matching(bodyString().transformWithSession(condition::test).is(true));
    }
}
