package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Address;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.Function;

/// The publishers of a scenario.
///
/// @param group the group that a publisher joins first; empty: none of them joins one
/// @param source what a virtual user publishes
/// @param binary whether that is binary content, so that publishers use version 2 of the protocol
public record PublishScript(
        Optional<Function<Session, Address.Group>> group,
        Function<Session, MessageSource> source,
        boolean binary) {}
