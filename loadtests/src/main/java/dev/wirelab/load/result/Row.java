package dev.wirelab.load.result;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.TransportModel;
import dev.wirelab.load.theory.TransportModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One row of a comparison: a workload on a transport, run once or several times.
///
/// @param folder where its files are, under the comparison's folder: workload, then id
/// @param id names it among the rows of its workload: the transport's id, with `-fresh` where each
///   request has a connection of its own, `-h2` where it uses HTTP/2, `-tls` where it uses TLS, and
///   `-again` where it repeats another row (A/A)
/// @param transport the transport's id
/// @param twinOf the id of the row that this one repeats, so that their difference is noise (A/A);
///   or null
/// @param freshConnections whether each request has a TCP connection of its own
/// @param runs in the order in which they ran
/// @param merged all runs merged, or null if none has a result
/// @param calibration what its client costs by itself; null: not measured
/// @param server the name of a server that is not Wirelab; null: it is Wirelab
/// @param tls whether its connections used TLS
/// @param http2 whether its requests were streams of connections of HTTP/2
/// @param cold whether the lab was not warmed up, so that its CPU time is not a figure
public record Row(
        String folder,
        String id,
        String transport,
        @Nullable String twinOf,
        boolean freshConnections,
        Workload workload,
        List<Run> runs,
        @Nullable Merged merged,
        @Nullable Calibration calibration,
        @Nullable String server,
        boolean tls,
        boolean http2,
        boolean cold) {
    /// A row of Wirelab that was warmed up.
    public Row(
            String folder,
            String id,
            String transport,
            @Nullable String twinOf,
            boolean freshConnections,
            Workload workload,
            List<Run> runs,
            @Nullable Merged merged,
            @Nullable Calibration calibration) {
        this(
                folder,
                id,
                transport,
                twinOf,
                freshConnections,
                workload,
                runs,
                merged,
                calibration,
                null,
                false,
                false,
                false);
    }

    /// Copies the list.
    public Row {
        runs = List.copyOf(runs);
    }

    /// The poll interval in seconds; empty if the transport does not poll at intervals.
    public Optional<String> pollSeconds() {
        return TransportModels.byId(transport)
                .filter(TransportModel::pollsAtIntervals)
                .map(_ -> TextFormat.exact(workload.timing().pollIntervalMillis() / 1e3));
    }

    /// Its name in a report: the id, with the poll interval if there is one.
    public String title() {
        return pollSeconds().map(seconds -> "%s (%s s)".formatted(id, seconds)).orElse(id);
    }

    /// Why it is not compared with others: not every message arrived once, in order and unaltered,
    /// or other clients loaded the server; empty if it is compared.
    public Optional<String> flaw() {
        if (isPerfect()) {
            long foreign = foreign();
            return foreign == 0
                    ? Optional.empty()
                    : Optional.of(foreign + " deliveries to other clients of the server meanwhile");
        }
        if (merged == null || !isComplete()) {
            return Optional.of("not every run was completed");
        }
        DeliveryCounts tally = merged.tally();
        Map<String, Long> counts = new LinkedHashMap<>();
        long late = results().mapToLong(RunResult::late).sum();
        counts.put("lost", tally.lost() - late);
        counts.put("still arriving at the end", late);
        counts.put("duplicated", tally.duplicated());
        counts.put("out of order", tally.outOfOrder());
        counts.put("altered", tally.altered());
        counts.put("gaps", tally.gaps());
        counts.put("lost in the warm-up", results().mapToLong(RunResult::warmUpLost).sum());
        String messages =
                counts.entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
        return Optional.of(messages.isEmpty() ? "virtual users ended early" : messages);
    }

    /// The client's own part of a figure in milliseconds; 0 of all but latencies, or if it is not
    /// known.
    double clientMillis(Figure figure) {
        return calibration == null ? 0 : calibration.millis(figure);
    }

    /// Whether it is compared with others.
    public boolean isComparable() {
        return flaw().isEmpty();
    }

    /// The deliveries to other clients of the lab, if they were enough to affect a run.
    private long foreign() {
        return results()
                .flatMap(run -> Stream.ofNullable(run.meterWindow()))
                .filter(MeterWindow::hasForeignLoad)
                .mapToLong(window -> window.foreign() == null ? 0 : window.foreign())
                .sum();
    }

    /// Whether all its runs were completed.
    public boolean isComplete() {
        return runs.stream().allMatch(Run::isComplete);
    }

    /// Whether every message of every run arrived once, in order and unaltered.
    public boolean isPerfect() {
        return runs.stream().allMatch(Run::isPerfect);
    }

    /// The results of its runs, including those that were cut off.
    public Stream<RunResult> results() {
        return runs.stream().flatMap(run -> Optional.ofNullable(run.result()).stream());
    }

    /// A value of each of its completed runs or, without any, of those that were cut off.
    ///
    /// @param value NaN if a run does not have it
    public List<Double> values(ToDoubleFunction<RunResult> value) {
        return Run.used(runs).stream()
                .flatMap(run -> Stream.ofNullable(run.result()))
                .map(value::applyAsDouble)
                .filter(Double::isFinite)
                .toList();
    }

    /// The median of [#values]; empty if there is none.
    public OptionalDouble median(ToDoubleFunction<RunResult> value) {
        List<Double> values = values(value);
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(values).median());
    }

    /// The percentiles of a quantity in all its runs together.
    public Percentiles latency(Quantity quantity) {
        return merged == null ? Percentiles.NONE : merged.latency(quantity);
    }

    /// `p99 in 2 of 3`: in how many runs the load generator was late enough to affect these
    /// percentiles of the latency; empty if in none.
    ///
    /// @param percentiles some of `p50` and `p99`
    public String late(String... percentiles) {
        List<String> late = new ArrayList<>();
        for (String name : percentiles) {
            long count = results().filter(run -> run.injector().isLateAt(name)).count();
            if (count > 0) {
                late.add("%s in %d of %d".formatted(name, count, runs.size()));
            }
        }
        return String.join(", ", late);
    }
}
