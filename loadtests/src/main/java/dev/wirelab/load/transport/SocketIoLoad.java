package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Message;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.function.Consumer;
import java.util.function.Function;

/// Socket.IO over WebSocket from the start.
final class SocketIoLoad implements LoadProtocol {
    private static final String TARGET = "/socket.io/?EIO=4&transport=websocket";

    @Override
    public String transport() {
        return "socket.io";
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        return exec(connect(
                        user ->
                                script.inbox()
                                        .apply(user)
                                        .after()
                                        .map(cursor -> ",\"after\":\"" + cursor + "\"")
                                        .orElse(""),
                        StreamSteps.toInbox(script)))
                .exec(StreamSteps.join(script.group()))
                .exec(StreamSteps.readToTheEnd(script));
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return exec(connect(_ -> ",\"echo\":false", StreamSteps.toPublishers(answers)))
                .exec(StreamSteps.join(script.group()));
    }

    /// @param more further members of the object that a client connects with
    private static ActionBuilder connect(
            Function<Session, String> more, Function<Session, Consumer<Message>> listener) {
        return StreamSteps.connect(
                user ->
                        Framing.socketIo(
                                TARGET,
                                "{\"token\":\""
                                        + SessionSteps.token(user)
                                        + "\""
                                        + more.apply(user)
                                        + "}"),
                listener);
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return StreamSteps.publish(script);
    }

    @Override
    public ChainBuilder close() {
        return StreamSteps.close();
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
