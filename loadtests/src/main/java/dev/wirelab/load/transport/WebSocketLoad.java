package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Message;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// WebSocket.
final class WebSocketLoad implements LoadProtocol {
    @Override
    public String transport() {
        return "websocket";
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        return exec(connect(
                        user -> StreamSteps.toRead("/ws", script, user),
                        StreamSteps.toInbox(script),
                        script.binary()))
                .exec(StreamSteps.join(script.group()))
                .exec(StreamSteps.readToTheEnd(script));
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return exec(connect(
                        _ -> StreamSteps.toPublish("/ws", script),
                        StreamSteps.toPublishers(answers),
                        script.binary()))
                .exec(StreamSteps.join(script.group()));
    }

    private static ActionBuilder connect(
            Function<Session, String> target,
            Function<Session, Consumer<Message>> listener,
            boolean binary) {
        return StreamSteps.connect(
                user -> {
                    String token = SessionSteps.token(user);
                    return binary
                            ? Framing.binaryWebSocket(target.apply(user), token)
                            : Framing.webSocket(target.apply(user), token);
                },
                listener);
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
                        (token, after) ->
                                Framing.webSocket("/ws" + StreamSteps.query(after), token),
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
