package dev.wirelab.load.plan;

import dev.wirelab.load.measure.Target;
import dev.wirelab.load.transport.LoadProtocol;
import java.time.Duration;

/// One run: a workload on a transport against a lab. Crosses to the run's own process as JSON.
///
/// @param runId names the run in texts, user names and its group: up to 12 letters and digits
/// @param transport the transport's id
/// @param workload what is asked
public record RunSpec(String runId, String transport, Target target, FanOut workload) {
    private static final Duration READY_BASE = Duration.ofSeconds(30);
    private static final Duration READY_PER_READER = Duration.ofMillis(10);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration GATLING = Duration.ofSeconds(60);

    /// How long all readers together may take to be ready.
    public Duration readyLimit() {
        return READY_BASE.plus(READY_PER_READER.multipliedBy(workload.readers()));
    }

    /// How long messages may take to arrive after the last one was due: longer than the wire may
    /// let them lie.
    public Duration drainLimit(LoadProtocol protocol) {
        return protocol.longestWait(workload.pollTimes()).plus(DRAIN);
    }

    /// How long everything between "go" and the last arrival may take.
    public Duration workLimit(LoadProtocol protocol) {
        return readyLimit()
                .plusMillis(workload.warmUpMillis())
                .plusMillis(workload.durationMillis())
                .plus(drainLimit(protocol).multipliedBy(2))
                .plus(DRAIN);
    }

    /// How long the run's process may live.
    public Duration processLimit(LoadProtocol protocol) {
        return workLimit(protocol).plus(GATLING);
    }

    /// The user name of the publisher.
    public String publisherName() {
        return "load-" + runId + "-publisher";
    }

    /// The user name of a reader.
    public String readerName(int index) {
        return "load-" + runId + "-" + index;
    }

    /// The name of the group, without its sign.
    public String groupName() {
        return "load-" + runId;
    }
}
