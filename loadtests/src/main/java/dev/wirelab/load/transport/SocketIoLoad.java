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
                                after(script.inbox().apply(user).after())
                                        + version(script.binary()),
                        StreamSteps.toInbox(script)))
                .exec(StreamSteps.join(script.group()))
                .exec(StreamSteps.readToTheEnd(script));
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return exec(connect(
                        _ -> ",\"echo\":false" + version(script.binary()),
                        StreamSteps.toPublishers(answers)))
                .exec(StreamSteps.join(script.group()));
    }

    private static String after(Optional<String> cursor) {
        return cursor.map(known -> ",\"after\":\"" + known + "\"").orElse("");
    }

    private static String auth(String token, String more) {
        return "{\"token\":\"" + token + "\"" + more + "}";
    }

    private static String version(boolean binary) {
        return binary ? ",\"v\":2" : "";
    }

    /// @param more further members of the object that a client connects with
    private static ActionBuilder connect(
            Function<Session, String> more, Function<Session, Consumer<Message>> listener) {
        return StreamSteps.connect(
                user -> Framing.socketIo(TARGET, auth(SessionSteps.token(user), more.apply(user))),
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
    public Optional<Resumption> resumption() {
        return Optional.of(
                new Resumption.Stream(
                        (token, after) -> Framing.socketIo(TARGET, auth(token, after(after))),
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
