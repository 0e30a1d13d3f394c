package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.time.Duration;
import java.util.List;

/// How Gatling speaks one transport: the steps that a workload puts together. A virtual user has
/// logged in with [LogIn] before, and has one connection. A step that cannot be done fails the
/// virtual user, and the steps after it count on a workload to put them into `exitBlockOnFail`.
public interface LoadProtocol {
    /// Its name among the load protocols: the transport's id, or that of a variant of it.
    default String id() {
        return transport();
    }

    /// The transport's id, as everywhere.
    String transport();

    /// Whether each request has a TCP connection of its own.
    default boolean freshConnections() {
        return false;
    }

    /// What Gatling must know to run [#read].
    List<ProtocolBuilder> readerProtocols(Target target);

    /// What Gatling must know to run the speakers' steps.
    List<ProtocolBuilder> speakerProtocols(Target target, Replies replies);

    /// Connects, enters the group if there is one, and reads until the inbox is done. Fails the
    /// virtual user when it cannot.
    ChainBuilder read(ReadScript script);

    /// Connects a speaker that does not read, and enters its group if there is one.
    ChainBuilder openSpeaker(SpeakScript script, Replies replies);

    /// Says one thing.
    ChainBuilder say(SpeakScript script, Replies replies);

    /// Keeps the session of a speaker that has nothing to say alive; where it has a connection that
    /// does so already, this is nothing.
    default ChainBuilder keepSession() {
        return exec(user -> user);
    }

    /// Disconnects a reader or a speaker.
    ChainBuilder close();

    /// Whether a virtual user goes on over the HTTP connection on which it has logged in.
    boolean staysOnHttp();

    /// Whether [#say] ends only with the answer, so that a slow answer delays what is said next.
    boolean speakerWaits();

    /// How long after its due moment a message usually comes at the latest.
    default Duration usualWait(PollTimes poll) {
        return Duration.ZERO;
    }

    /// The longest that a healthy lab may let an event lie.
    Duration longestWait(PollTimes poll);
}
