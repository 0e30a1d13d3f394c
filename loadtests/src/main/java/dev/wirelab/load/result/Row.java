package dev.wirelab.load.result;

import dev.wirelab.load.plan.Workload;
import java.util.List;
import java.util.Optional;
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
