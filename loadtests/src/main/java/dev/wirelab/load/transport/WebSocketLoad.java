package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.ws;

import dev.wirelab.core.wire.Address;
import dev.wirelab.core.wire.Command;
import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.WsConnectActionBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;

/// WebSocket by Gatling's own client.
///
/// A reader's frames are seen in the condition of one check that is open all the time, because that
/// is what Gatling calls on each frame's arrival; its own times are whole milliseconds. A speaker
/// has no check open, so its answers are seen where Gatling looks for frames to reply to by itself.
final class WebSocketLoad implements LoadProtocol {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "websocket";
    }

    @Override
    public List<ProtocolBuilder> readerProtocols(Target target) {
        return List.of(LogIn.httpProtocol(target).wsBaseUrl(webSocketUrl(target)));
    }

    @Override
    @SuppressWarnings("NullAway") // Gatling takes "no reply" as null.
    public List<ProtocolBuilder> speakerProtocols(Target target, Speaker speaker) {
        return List.of(
                LogIn.httpProtocol(target)
                        .wsBaseUrl(webSocketUrl(target))
                        .wsAutoReplyTextFrame(frame -> {
                            Answers.feed(speaker, frame, System.nanoTime());
                            return null;
                        }));
    }

    private static String webSocketUrl(Target target) {
        return target.http().replaceFirst("^http", "ws");
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        String join = Answers.json(new Command.Join(Answers.JOIN, script.group()));
        return exec(connect("/ws"))
                .exec(
                        ws("join and read")
                                .sendText(join)
                                .await(PATIENCE)
                                .on(when("joined", (frame, user) -> joined(script, frame, user)))
                                .await(script.limit())
                                .on(
                                        when(
                                                "read to the end",
                                                (frame, user) ->
                                                        Answers.feed(
                                                                script.inbox().apply(user),
                                                                frame,
                                                                System.nanoTime()))));
    }

    private static boolean joined(ReadScript script, String frame, Session user) {
        boolean joined = Answers.hasOk(frame, Answers.JOIN);
        if (joined) {
            script.inbox().apply(user).reading();
        }
        return joined;
    }

    @Override
    public ChainBuilder openSpeaker(Address.Group group, Speaker speaker) {
        String join = Answers.json(new Command.Join(Answers.JOIN, group));
        return exec(connect("/ws?echo=false"))
                .exec(
                        ws("join")
                                .sendText(join)
                                .await(PATIENCE)
                                .on(
                                        when(
                                                "joined",
                                                (frame, _) -> Answers.hasOk(frame, Answers.JOIN))));
    }

    @Override
    public ChainBuilder say(Speaker speaker) {
        return exec(ws("say").sendText(_ -> Answers.json(speaker.next())));
    }

    @Override
    public ChainBuilder close() {
        return exec(ws("close").close());
    }

    @Override
    public boolean speakerWaits() {
        return false;
    }

    @Override
    public Duration longestWait(PollTimes poll) {
        return Duration.ZERO;
    }

    private static WsConnectActionBuilder connect(String path) {
        return ws("connect")
                .connect(path)
                .header("authorization", LogIn.BEARER)
                .await(PATIENCE)
                .on(when("hello", (_, _) -> true));
    }

    private static WsFrameCheck.Text when(String name, BiPredicate<String, Session> condition) {
        return ws.checkTextMessage(name)
                .matching(bodyString().transformWithSession(condition::test).is(true));
    }
}
