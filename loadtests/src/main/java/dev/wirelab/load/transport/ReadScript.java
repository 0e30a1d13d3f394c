package dev.wirelab.load.transport;

import dev.wirelab.core.wire.Address;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.function.Function;

/// What a reader does: enter a group, read until its inbox is done.
///
/// @param inbox whose events these are
/// @param limit how long it reads at most
public record ReadScript(
        Address.Group group, Function<Session, Inbox> inbox, PollTimes poll, Duration limit) {}
