package dev.wirelab.load.transport;

import static dev.wirelab.load.tcp.Tcp.tcp;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.tcp.TcpProtocol;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// TCP lines in JSON by the protocol in [dev.wirelab.load.tcp].
final class TcpLoad implements LoadProtocol {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String transport() {
        return "tcp";
    }

    @Override
    public List<ProtocolBuilder> readerProtocols(Target target) {
        return List.of(
                LogIn.httpProtocol(target), TcpProtocol.to(target.tcpHost(), target.tcpPort()));
    }

    @Override
    public List<ProtocolBuilder> speakerProtocols(Target target, Replies replies) {
        return readerProtocols(target);
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        Function<Session, Inbox> inbox = script.inbox();
        return exec(tcp("connect")
                        .connect(user -> {
                            Inbox own = inbox.apply(user);
                            return (line, nanos) -> Answers.feed(own, line, nanos);
                        }))
                .exec(logIn(user -> start(inbox.apply(user)), true))
                .exec(script.group().map(TcpLoad::join).orElse(exec(user -> user)))
                .exec(user -> {
                    inbox.apply(user).reading();
                    return user;
                })
                .exec(
                        tcp("read to the end")
                                .await(
                                        _ -> script.limit(),
                                        (_, _, user) -> inbox.apply(user).isDone()));
    }

    @Override
    public ChainBuilder openSpeaker(SpeakScript script, Replies replies) {
        return exec(tcp("connect")
                        .connect(_ -> (line, nanos) -> Answers.feed(replies, line, nanos)))
                .exec(logIn(_ -> new StartPosition.Present(), false))
                .exec(script.group().map(TcpLoad::join).orElse(exec(user -> user)));
    }

    private static ChainBuilder join(Function<Session, Address.Group> group) {
        return exec(
                tcp("join")
                        .exchange(
                                user -> Answers.join(group.apply(user)),
                                PATIENCE,
                                (line, _, _) -> Answers.hasOk(line, Answers.JOIN)));
    }

    private static StartPosition start(Inbox inbox) {
        return inbox.after()
                .<StartPosition>map(cursor -> new StartPosition.After(Cursor.parse(cursor)))
                .orElse(new StartPosition.Present());
    }

    private static ActionBuilder logIn(Function<Session, StartPosition> start, boolean echo) {
        return tcp("hello")
                .exchange(
                        user -> Answers.json(login(user, start.apply(user), echo)),
                        PATIENCE,
                        (line, _, _) -> line.contains("\"hello\""));
    }

    private static Command.Login login(Session user, StartPosition start, boolean echo) {
        String token = Objects.requireNonNull(user.getString(LogIn.TOKEN));
        return new Command.Login(null, null, null, token, start, echo);
    }

    @Override
    public ChainBuilder say(SpeakScript script, Replies replies) {
        return exec(tcp("say").send(user -> Answers.json(script.speaker().apply(user).next())));
    }

    @Override
    public ChainBuilder close() {
        return exec(tcp("close").close());
    }

    @Override
    public boolean staysOnHttp() {
        return false;
    }

    @Override
    public boolean speakerWaits() {
        return false;
    }

    @Override
    public Duration longestWait(PollTimes poll) {
        return Duration.ZERO;
    }
}
