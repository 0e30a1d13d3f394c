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

/// JSON lines over TCP, by the Gatling protocol in [dev.wirelab.load.tcp].
final class TcpLoad implements LoadProtocol {
    private static final String TRANSPORT = "tcp";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String transport() {
        return TRANSPORT;
    }

    @Override
    public List<ProtocolBuilder> readerProtocols(Target target) {
        return List.of(
                SessionSteps.httpProtocol(target), TcpProtocol.to(target.endpoint(TRANSPORT)));
    }

    @Override
    public List<ProtocolBuilder> publisherProtocols(Target target, AnswerListener answers) {
        return readerProtocols(target);
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        Function<Session, Inbox> inbox = script.inbox();
        return exec(tcp("connect")
                        .connect(user -> {
                            Inbox own = inbox.apply(user);
                            return (line, nanos) -> EventLines.feed(own, line, nanos);
                        }))
                .exec(logIn(user -> start(inbox.apply(user)), true))
                .exec(script.group().map(TcpLoad::join).orElse(exec(user -> user)))
                .exec(user -> {
                    inbox.apply(user).reading();
                    return user;
                })
                .exec(
                        tcp("read to the end")
                                .await(script.limit(), (_, _, user) -> inbox.apply(user).isDone()));
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return exec(tcp("connect")
                        .connect(_ -> (line, nanos) -> EventLines.feed(answers, line, nanos)))
                .exec(logIn(_ -> new StartPosition.End(), false))
                .exec(script.group().map(TcpLoad::join).orElse(exec(user -> user)));
    }

    private static ChainBuilder join(Function<Session, Address.Group> group) {
        return exec(
                tcp("join")
                        .exchange(
                                user -> EventLines.join(group.apply(user)),
                                TIMEOUT,
                                (line, _, _) -> EventLines.hasOk(line, EventLines.JOIN)));
    }

    private static StartPosition start(Inbox inbox) {
        return inbox.after()
                .<StartPosition>map(cursor -> new StartPosition.After(Cursor.parse(cursor)))
                .orElse(new StartPosition.End());
    }

    private static ActionBuilder logIn(Function<Session, StartPosition> start, boolean echo) {
        return tcp("hello")
                .exchange(
                        user -> EventLines.json(login(user, start.apply(user), echo)),
                        TIMEOUT,
                        (line, _, _) -> line.contains("\"hello\""));
    }

    private static Command.Login login(Session user, StartPosition start, boolean echo) {
        String token = Objects.requireNonNull(user.getString(SessionSteps.TOKEN));
        return new Command.Login(null, null, null, token, start, echo);
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return exec(
                tcp("publish").send(user -> EventLines.json(script.source().apply(user).next())));
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
    public boolean awaitsAnswers() {
        return false;
    }
}
