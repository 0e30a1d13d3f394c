package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Address;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What the readers of a scenario do: enter a group or not, read until their inbox is done.
///
/// @param group the group that a reader enters first; nothing: none of them enters one
/// @param inbox whose events these are
/// @param limit how long it reads at most
public record ReadScript(
        Optional<Function<Session, Address.Group>> group,
        Function<Session, Inbox> inbox,
        PollTimes poll,
        Duration limit) {}
