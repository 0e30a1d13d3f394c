package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Message;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// A transport whose events arrive in a response that never ends. Commands are posted on a second
/// connection.
final class ResponseStreamLoad implements LoadProtocol {
    private final String transport;
    private final String path;
    private final BiFunction<String, String, Framing> framing;
    private final PostedCommands commands;

    /// @param transport the transport's id
    /// @param path the path of its streams
    /// @param framing how a stream is read, by the target of its request and the token
    ResponseStreamLoad(String transport, String path, BiFunction<String, String, Framing> framing) {
        this.transport = transport;
        this.path = path;
        this.framing = framing;
        this.commands = new PostedCommands(transport, false);
    }

    @Override
    public String transport() {
        return transport;
    }

    /// Joins first, so that every message is due to the reader as soon as the stream has begun.
    @Override
    public ChainBuilder read(ReadScript script) {
        return exec(commands.join(script.group()))
                .exec(
                        connect(
                                user -> StreamSteps.toRead(path, script, user),
                                StreamSteps.toInbox(script)))
                .exec(StreamSteps.readToTheEnd(script));
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return exec(connect(
                        _ -> StreamSteps.toPublish(path, script),
                        StreamSteps.toPublishers(answers)))
                .exec(commands.join(script.group()));
    }

    private ActionBuilder connect(
            Function<Session, String> target, Function<Session, Consumer<Message>> listener) {
        return StreamSteps.connect(
                user -> framing.apply(target.apply(user), SessionSteps.token(user)), listener);
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return exec(commands.publish(script, answers));
    }

    @Override
    public ChainBuilder close() {
        return StreamSteps.close();
    }

    @Override
    public Optional<Resumption> resumption() {
        return Optional.of(
                new Resumption.Stream(
                        (token, after) -> framing.apply(path + StreamSteps.query(after), token),
                        false));
    }

    @Override
    public boolean staysOnHttp() {
        return true;
    }

    @Override
    public boolean awaitsAnswers() {
        return true;
    }
}
