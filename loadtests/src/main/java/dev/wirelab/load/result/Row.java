package dev.wirelab.load.result;

import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.plan.Numbers;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportModel;
import dev.wirelab.load.theory.TransportModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One line of a comparison: a workload on a wire, run once or several times.
///
/// @param folder where its files are, under the comparison's folder: workload, then id
/// @param id names it among the rows of its workload: the transport's id, with `-fresh` where each
///   request has a connection of its own, and `-again` where it is another row's A/A
/// @param transport the transport's id
/// @param twinOf the id of the row that this one repeats in everything, so that their difference is
///   noise (A/A); or null
/// @param freshConnections whether each request has a TCP connection of its own
/// @param runs in the order in which they ran
/// @param merged all of them together, or null while none left anything
public record Row(
        String folder,
        String id,
        String transport,
        @Nullable String twinOf,
        boolean freshConnections,
        Workload workload,
        List<Run> runs,
        @Nullable Merged merged) {
    /// Keeps its own copy.
    public Row {
        runs = List.copyOf(runs);
    }

    /// The seconds from one poll of a reader to its next; nothing on a wire that does not poll at
    /// intervals.
    public Optional<String> pollSeconds() {
        return TransportModels.byId(transport)
                .filter(TransportModel::pollsAtIntervals)
                .map(_ -> Numbers.plain(workload.timing().pollIntervalMillis() / 1e3));
    }

    /// What a page calls it: the id, with the poll interval where there is one.
    public String title() {
        return pollSeconds().map(seconds -> "%s (%s s)".formatted(id, seconds)).orElse(id);
    }

    /// Why it is not compared with others: not every message came once, in order and as it was
    /// said; nothing if it is.
    public Optional<String> flaw() {
        if (isPerfect()) {
            return Optional.empty();
        }
        if (merged == null || !isComplete()) {
            return Optional.of("not every run came to its end");
        }
        Tally tally = merged.tally();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("lost", tally.lost());
        counts.put("duplicated", tally.duplicated());
        counts.put("out of order", tally.outOfOrder());
        counts.put("altered", tally.altered());
        counts.put("told of as gaps", tally.gaps());
        counts.put("of the warm-up lost", results().mapToLong(RunResult::warmUpLost).sum());
        String messages =
                counts.entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
        return Optional.of(messages.isEmpty() ? "virtual users ended early" : messages);
    }

    /// Whether all its runs came to their end.
    public boolean isComplete() {
        return runs.stream().allMatch(Run::isComplete);
    }

    /// Whether every message of every run came once, in order and as it was said.
    public boolean isPerfect() {
        return runs.stream().allMatch(Run::isPerfect);
    }

    /// The results of its runs, those that were cut off too.
    public Stream<RunResult> results() {
        return runs.stream().flatMap(run -> Optional.ofNullable(run.result()).stream());
    }
}
