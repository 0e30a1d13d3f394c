package dev.wirelab.load.tcp;

import io.gatling.javaapi.core.Session;

/// What a step waits for.
@FunctionalInterface
public interface LineCondition {
    /// Called for each line while the step waits, on the event loop.
    ///
    /// @param nanos when the line was read, on the monotonic clock
    /// @return whether the wait is over
    boolean test(String line, long nanos, Session session);
}
