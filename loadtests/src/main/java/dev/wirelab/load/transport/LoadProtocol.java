package dev.wirelab.load.transport;

import dev.wirelab.core.wire.Address;
import dev.wirelab.load.measure.Target;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.time.Duration;
import java.util.List;

/// How Gatling speaks one transport: the steps that a workload puts together. A virtual user has
/// logged in with [LogIn] before, and has one connection. A step that cannot be done fails the
/// virtual user, and the steps after it count on a workload to put them into `exitBlockOnFail`.
public interface LoadProtocol {
    /// The transport's id, as everywhere.
    String id();

    /// What Gatling must know to run [#read].
    List<ProtocolBuilder> readerProtocols(Target target);

    /// What Gatling must know to run the speaker's steps.
    List<ProtocolBuilder> speakerProtocols(Target target, Speaker speaker);

    /// Connects, enters the group, and reads until the inbox is done. Fails the virtual user when
    /// it cannot.
    ChainBuilder read(ReadScript script);

    /// Connects a speaker that does not read and enters the group.
    ChainBuilder openSpeaker(Address.Group group, Speaker speaker);

    /// Says one thing.
    ChainBuilder say(Speaker speaker);

    /// Disconnects a reader or a speaker.
    ChainBuilder close();

    /// Whether [#say] ends only with the answer, so that a slow answer delays what is said next.
    boolean speakerWaits();

    /// The longest that a healthy lab may let an event lie.
    Duration longestWait(PollTimes poll);
}
