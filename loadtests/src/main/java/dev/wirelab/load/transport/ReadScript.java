package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.plan.Timing;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// The readers of a scenario: each joins a group or not, and reads until its inbox is done.
///
/// @param group the group that a reader joins first; empty: none of them joins one
/// @param inbox the inbox of a virtual user
/// @param timing how they poll
/// @param limit how long a reader reads at most
/// @param binary whether messages are binary content, so that readers use version 2 of the protocol
public record ReadScript(
        Optional<Function<Session, Address.Group>> group,
        Function<Session, Inbox> inbox,
        Timing timing,
        Duration limit,
        boolean binary) {}
