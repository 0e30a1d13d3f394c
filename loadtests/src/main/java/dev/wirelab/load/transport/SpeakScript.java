package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Address;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.Function;

/// What the speakers of a scenario are.
///
/// @param group the group that a speaker enters first; nothing: none of them enters one
/// @param speaker who speaks
public record SpeakScript(
        Optional<Function<Session, Address.Group>> group, Function<Session, Speaker> speaker) {}
