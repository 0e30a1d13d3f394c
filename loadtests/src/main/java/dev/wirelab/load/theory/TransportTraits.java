package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.server.DescribedTransport;
import java.time.Duration;
import java.util.Optional;

/// The properties of a transport of any server that the load generator needs, except how Gatling
/// drives it.
public interface TransportTraits {
    /// The transport's id.
    String id();

    /// The description of a transport of another server; empty: it is one of Wirelab.
    default Optional<DescribedTransport> described() {
        return Optional.empty();
    }

    /// Whether readers poll at the workload's poll interval.
    default boolean pollsAtIntervals() {
        return false;
    }

    /// Whether there is a variant in which each request opens a TCP connection of its own.
    default boolean hasFreshConnections() {
        return false;
    }

    /// Whether a comparison includes that variant by default.
    default boolean comparesFreshConnections() {
        return false;
    }

    /// Whether there is a variant over HTTP/2.
    default boolean speaksHttp2() {
        return false;
    }

    /// How long after its due time a message usually arrives at the latest because readers poll.
    default Duration usualDelay(Timing timing) {
        return pollsAtIntervals() ? timing.pollInterval() : Duration.ZERO;
    }

    /// The longest time that a healthy server may keep an event from its reader.
    default Duration longestDelay(Timing timing) {
        return usualDelay(timing);
    }
}
