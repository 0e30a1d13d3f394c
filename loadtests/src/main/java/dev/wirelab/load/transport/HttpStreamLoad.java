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

/// HTTP streaming; commands are posted on a second connection.
final class HttpStreamLoad implements LoadProtocol {
    private static final String TRANSPORT = "http-stream";

    private final PostedCommands commands = new PostedCommands(TRANSPORT, false);

    @Override
    public String transport() {
        return TRANSPORT;
    }

    /// Joins first: what arrives is due to the reader as soon as the stream has begun.
    @Override
    public ChainBuilder read(ReadScript script) {
        return exec(commands.join(script.group()))
                .exec(
                        connect(
                                user -> StreamSteps.toRead("/stream", script, user),
                                StreamSteps.toInbox(script)))
                .exec(StreamSteps.readToTheEnd(script));
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return exec(connect(
                        _ -> StreamSteps.toPublish("/stream", script),
                        StreamSteps.toPublishers(answers)))
                .exec(commands.join(script.group()));
    }

    private static ActionBuilder connect(
            Function<Session, String> target, Function<Session, Consumer<Message>> listener) {
        return StreamSteps.connect(
                user -> Framing.lineStream(target.apply(user), SessionSteps.token(user)), listener);
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
                        (token, after) ->
                                Framing.lineStream("/stream" + StreamSteps.query(after), token),
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
