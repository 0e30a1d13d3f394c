package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// JSON lines over TCP.
final class TcpLoad implements LoadProtocol {
    private static final String TRANSPORT = "tcp";

    @Override
    public String transport() {
        return TRANSPORT;
    }

    @Override
    public ConnectionProtocol protocol(Target target) {
        Target.Endpoint own = target.endpoint(TRANSPORT);
        return LoadProtocol.super.protocol(target).streamingTo(own.host(), own.port());
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        return connect(
                        StreamSteps.toInbox(script),
                        user ->
                                login(
                                        SessionSteps.token(user),
                                        start(script.inbox().apply(user).after()),
                                        true,
                                        script.binary()),
                        script.binary())
                .exec(StreamSteps.join(script.group()))
                .exec(StreamSteps.readToTheEnd(script));
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return connect(
                        StreamSteps.toPublishers(answers),
                        user ->
                                login(
                                        SessionSteps.token(user),
                                        new StartPosition.End(),
                                        false,
                                        script.binary()),
                        script.binary())
                .exec(StreamSteps.join(script.group()));
    }

    private static ChainBuilder connect(
            Function<Session, Consumer<Message>> listener,
            Function<Session, Command> login,
            boolean binary) {
        return exec(step("connect")
                        .connect(_ -> binary ? Framing.linesAndBytes() : Framing.lines(), listener))
                .exec(
                        step("hello")
                                .exchange(
                                        user -> EventLines.json(login.apply(user)),
                                        StreamSteps.TIMEOUT,
                                        (message, _) -> EventLines.hasHello(message)));
    }

    private static StartPosition start(Optional<String> after) {
        return after.<StartPosition>map(cursor -> new StartPosition.After(Cursor.parse(cursor)))
                .orElse(new StartPosition.End());
    }

    private static Command login(String token, StartPosition start, boolean echo, boolean binary) {
        ProtocolVersion version = binary ? ProtocolVersion.V2 : ProtocolVersion.V1;
        return new Command.Login(null, null, null, token, start, echo, version);
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return StreamSteps.publishRaw(script);
    }

    @Override
    public ChainBuilder close() {
        return StreamSteps.close();
    }

    @Override
    public Optional<Resumption> resumption() {
        return Optional.of(
                new Resumption.Stream(
                        new Resumption.Opening() {
                            @Override
                            public Framing framing(String token, Optional<String> after) {
                                return Framing.lines();
                            }

                            @Override
                            public Optional<String> first(String token, Optional<String> after) {
                                return Optional.of(
                                        EventLines.json(login(token, start(after), true, false)));
                            }
                        },
                        true));
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
