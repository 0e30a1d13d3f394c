package dev.wirelab.load.plan;

import dev.wirelab.load.link.LinkAccess;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.server.DescribedTransport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One run: a workload on a transport against a lab. Passed to the run's own process as JSON.
///
/// @param runId identifies the run in texts, user names and group names: up to 8 letters and digits
/// @param protocol the id of the transport or of a variant of it, such as `short-poll-fresh`
/// @param labPid the lab's process if it is on this machine, or null
/// @param workload the workload
/// @param server the transport of a server that is not Wirelab; null: it is Wirelab
/// @param link what it reaches beside the link over which it runs; null: there is no link
public record RunSpec(
        String runId,
        String protocol,
        Target target,
        @Nullable Long labPid,
        Workload workload,
        @Nullable DescribedTransport server,
        @Nullable LinkAccess link) {
    /// How much longer than [#drainLimit] the wait for late messages lasts while some still arrive.
    public static final Duration LATE_LIMIT = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration READY_BASE = Duration.ofSeconds(30);
    private static final Duration READY_PER_USER = Duration.ofMillis(10);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration GATLING = Duration.ofSeconds(60);

    /// A run against a lab.
    public RunSpec(
            String runId,
            String protocol,
            Target target,
            @Nullable Long labPid,
            Workload workload) {
        this(runId, protocol, target, labPid, workload, null, null);
    }

    /// The sessions and message streams.
    public Population population() {
        return workload.population(runId);
    }

    /// How long it may take until the first virtual user starts, on a busy machine.
    public Duration startLimit() {
        return START;
    }

    /// How long all virtual users together may take to be ready.
    public Duration readyLimit() {
        return READY_BASE.plus(READY_PER_USER.multipliedBy(population().users()));
    }

    /// How long none may arrive, after the last message was due, until the missing ones are lost.
    ///
    /// @param longestDelay the largest delay that the transport itself adds, such as a poll
    ///   interval
    public Duration drainLimit(Duration longestDelay) {
        return longestDelay.plus(DRAIN);
    }

    /// How long everything from the first log-in to the last arrival may take.
    public Duration workLimit(Duration longestDelay) {
        return readyLimit()
                .plus(workload.timing().warmUp())
                .plus(workload.timing().duration())
                .plus(drainLimit(longestDelay).plus(LATE_LIMIT).multipliedBy(2))
                .plus(DRAIN);
    }

    /// How long the run's process may run.
    public Duration processLimit(Duration longestDelay) {
        return startLimit().plus(workLimit(longestDelay)).plus(GATLING);
    }
}
