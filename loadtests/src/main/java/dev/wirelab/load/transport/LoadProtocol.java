package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.Function;

/// How Gatling drives one transport: the steps from which a workload is composed. A virtual user
/// has logged in with [SessionSteps] before and has one connection. A step that fails marks the
/// virtual user as failed; a workload wraps the steps in `exitBlockOnFail`.
public interface LoadProtocol {
    /// The transport's id.
    String transport();

    /// The same with a new TCP connection for each request, if the transport has such a variant.
    default Optional<LoadProtocol> withFreshConnections() {
        return Optional.empty();
    }

    /// The addresses of all steps.
    default ConnectionProtocol protocol(Target target) {
        return ConnectionProtocol.to(target.http());
    }

    /// Logs in under a name.
    default ChainBuilder logIn(Function<Session, String> user) {
        return SessionSteps.logIn(this, user);
    }

    /// Logs out, so that a run leaves nothing behind.
    default ChainBuilder logOut() {
        return SessionSteps.logOut();
    }

    /// What a virtual user that failed was waiting for, if the protocol knows it.
    default Optional<String> explain(Session user) {
        return Optional.empty();
    }

    /// Why nothing was delivered, if the protocol knows it.
    default Optional<String> explainSilence() {
        return Optional.empty();
    }

    /// Connects, joins the group if there is one, and reads until the inbox is done.
    ChainBuilder read(ReadScript script);

    /// Connects a publisher that does not read, and joins its group if there is one.
    ChainBuilder openPublisher(PublishScript script, AnswerListener answers);

    /// Publishes one message.
    ChainBuilder publish(PublishScript script, AnswerListener answers);

    /// Keeps the session of an idle publisher alive; does nothing where a connection does so.
    default ChainBuilder keepSession() {
        return exec(user -> user);
    }

    /// Disconnects a reader or a publisher.
    ChainBuilder close();

    /// How a client without Gatling reads it; empty: not known here.
    default Optional<Resumption> resumption() {
        return Optional.empty();
    }

    /// Whether a virtual user continues on the HTTP connection on which it logged in.
    boolean staysOnHttp();

    /// Whether [#publish] ends with the answer only, so that a slow answer delays the next message.
    boolean awaitsAnswers();
}
