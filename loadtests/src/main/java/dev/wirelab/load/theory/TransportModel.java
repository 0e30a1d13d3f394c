package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;

/// What the load generator, the reports and the predictions have to know of one transport, except
/// how Gatling drives it. A transport has one implementation, registered in [TransportModels].
public interface TransportModel {
    /// The transport's id.
    String id();

    /// Whether readers poll at the workload's poll interval.
    default boolean pollsAtIntervals() {
        return false;
    }

    /// Whether there is a variant in which each request opens a TCP connection of its own.
    default boolean hasFreshConnections() {
        return false;
    }

    /// Whether a comparison includes that variant although nobody asked for it.
    default boolean comparesFreshConnections() {
        return false;
    }

    /// How long after its due time a message usually arrives at the latest because readers poll.
    default Duration usualDelay(Timing timing) {
        return pollsAtIntervals() ? timing.pollInterval() : Duration.ZERO;
    }

    /// The longest time that a healthy lab may keep an event from its reader.
    default Duration longestDelay(Timing timing) {
        return usualDelay(timing);
    }

    /// How often something happens on an idle connection, such as a ping; zero: nothing happens.
    Duration idlePeriod(Timing timing);

    /// Sizes of the HTTP heads of readers and publishers.
    ///
    /// @param host the value of the field `host`
    /// @param tokenBytes the size of a session's token
    default HttpHeadSizes heads(Timing timing, String host, double tokenBytes) {
        return HttpHeadSizes.NONE;
    }

    /// Predicts a workload in which messages are published.
    Prediction predict(MessageModel model);

    /// Predicts the traffic of an idle connection per second.
    Prediction.Traffic predictIdle(IdleModel model);
}
