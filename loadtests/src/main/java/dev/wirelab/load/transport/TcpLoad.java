package dev.wirelab.load.transport;

import static dev.wirelab.load.tcp.Tcp.tcp;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.core.wire.Address;
import dev.wirelab.core.wire.Command;
import dev.wirelab.core.wire.Start;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.tcp.TcpProtocol;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// TCP lines in JSON by the protocol in [dev.wirelab.load.tcp].
final class TcpLoad implements LoadProtocol {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "tcp";
    }

    @Override
    public List<ProtocolBuilder> readerProtocols(Target target) {
        return List.of(
                LogIn.httpProtocol(target), TcpProtocol.to(target.tcpHost(), target.tcpPort()));
    }

    @Override
    public List<ProtocolBuilder> speakerProtocols(Target target, Speaker speaker) {
        return readerProtocols(target);
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        String join = Answers.json(new Command.Join(Answers.JOIN, script.group()));
        return exec(tcp("connect").connect())
                .exec(logIn(true))
                .exec(
                        tcp("join")
                                .exchange(
                                        _ -> join,
                                        PATIENCE,
                                        (line, _, _) -> Answers.hasOk(line, Answers.JOIN)))
                .exec(user -> {
                    script.inbox().apply(user).reading();
                    return user;
                })
                .exec(
                        tcp("read to the end")
                                .await(
                                        _ -> script.limit(),
                                        (line, nanos, user) ->
                                                Answers.feed(
                                                        script.inbox().apply(user), line, nanos)));
    }

    @Override
    public ChainBuilder openSpeaker(Address.Group group, Speaker speaker) {
        String join = Answers.json(new Command.Join(Answers.JOIN, group));
        return exec(tcp("connect")
                        .connect(_ -> (line, nanos) -> Answers.feed(speaker, line, nanos)))
                .exec(logIn(false))
                .exec(
                        tcp("join")
                                .exchange(
                                        _ -> join,
                                        PATIENCE,
                                        (line, _, _) -> Answers.hasOk(line, Answers.JOIN)));
    }

    private static ActionBuilder logIn(boolean echo) {
        return tcp("hello")
                .exchange(
                        user -> Answers.json(login(user, echo)),
                        PATIENCE,
                        (line, _, _) -> line.contains("\"hello\""));
    }

    private static Command.Login login(Session user, boolean echo) {
        String token = Objects.requireNonNull(user.getString(LogIn.TOKEN));
        return new Command.Login(null, null, null, token, new Start.Present(), echo);
    }

    @Override
    public ChainBuilder say(Speaker speaker) {
        return exec(tcp("say").send(_ -> Answers.json(speaker.next())));
    }

    @Override
    public ChainBuilder close() {
        return exec(tcp("close").close());
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
