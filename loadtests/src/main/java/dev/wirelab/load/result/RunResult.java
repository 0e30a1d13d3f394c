package dev.wirelab.load.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wirelab.load.link.IpTraffic;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.ProcessSnapshot;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Timeline;
import dev.wirelab.load.plan.Workload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of one run.
///
/// @param runId the run's name in texts, user names and groups
/// @param protocol the id of the variant of the transport
/// @param transport the transport's id
/// @param loadAverage the load average of the system at the start; negative if not known
/// @param problem why it is not complete, or null
/// @param latencyMicros the percentiles of each [Quantity], by its id
/// @param injector whether the load generator itself was late
/// @param injectorCores how many cores the load generator used while it measured; null: not known
/// @param clockOddities spans that were negative
/// @param readersEndedEarly virtual users that stopped before the end, including publishers
/// @param firstEnding the reason of the first, or null
/// @param warmUpLost messages of the warm-up that never arrived
/// @param meters how much the lab's meters of this transport increased; null: not measured
/// @param meterWindow the time in which the meters were observed, `watched` in files; null: they
///   were not
/// @param segments TCP segments of all connections of this machine while the meters were observed;
///   null: not known
/// @param http values in the run's HTTP requests; null: no reader logged in
/// @param process the lab's process when all clients were connected; null: not measured
/// @param storms the reconnects after all readers lost their connections
/// @param files names of the files with the histograms and of Gatling's report, under the result's
///   folder
/// @param injectorMicrosPerDelivery CPU time of the load generator while it measured, divided by
///   the messages that arrived meanwhile, in microseconds; null: not known
/// @param late how many of the lost messages were late rather than lost: others were still arriving
///   when the run ended
/// @param timeline what happened in each second of the measurement; null: not measured
/// @param ip the IP packets over the emulated link while the meters were observed; null: there is
///   none, or its engine does not count them
public record RunResult(
        String runId,
        String protocol,
        String transport,
        Workload workload,
        double loadAverage,
        RunState state,
        @Nullable String problem,
        DeliveryCounts tally,
        Publishing publishing,
        Map<String, Percentiles> latencyMicros,
        InjectorCheck injector,
        @Nullable Double injectorCores,
        long clockOddities,
        int readersEndedEarly,
        @Nullable String firstEnding,
        long warmUpLost,
        @Nullable MeterReadings meters,
        @JsonProperty("watched") @Nullable MeterWindow meterWindow,
        @Nullable Long segments,
        @Nullable HttpNames http,
        @Nullable ProcessSnapshot process,
        List<ReconnectStorm> storms,
        List<String> files,
        @Nullable Double injectorMicrosPerDelivery,
        long late,
        @Nullable List<Timeline.Second> timeline,
        @Nullable IpTraffic ip) {
    /// The percentiles of a quantity.
    public Percentiles latency(Quantity quantity) {
        return latencyMicros.getOrDefault(quantity.id(), Percentiles.NONE);
    }

    /// Whether the run was completed and every message arrived once, in order and unaltered.
    public boolean isPerfect() {
        return state == RunState.COMPLETE
                && tally.isPerfect()
                && warmUpLost == 0
                && readersEndedEarly == 0;
    }

    /// Whether publishers were late because of the lab's answers: the p99 of their send delay
    /// exceeds the share of the delivery latency's although the load generator was not late.
    public boolean isAnswerBound() {
        long allowed =
                Math.max(
                        InjectorCheck.FLOOR_MICROS,
                        Math.round(latency(Quantity.DELIVERY).p99() * InjectorCheck.SHARE));
        return !injector.bound() && latency(Quantity.SEND_DELAY).p99() > allowed;
    }
}
