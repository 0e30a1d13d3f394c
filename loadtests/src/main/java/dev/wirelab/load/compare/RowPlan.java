package dev.wirelab.load.compare;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportVariant;
import java.util.Optional;

/// A row to be measured.
///
/// @param id its name among the rows of its workload
/// @param single whether it runs once, however often the others do
/// @param twinOf the id of the row that it repeats (A/A), if it is one
public record RowPlan(
        String id,
        TransportVariant protocol,
        Workload workload,
        boolean single,
        Optional<String> twinOf)
        implements RunSchedule.Plan {
    /// A row named after its transport.
    public static RowPlan of(TransportVariant variant, Workload workload) {
        return new RowPlan(variant.id(), variant, workload, false, Optional.empty());
    }

    /// The same under another name.
    public RowPlan named(String name) {
        return new RowPlan(name, protocol, workload, single, twinOf);
    }

    /// The A/A row of this one.
    public RowPlan again() {
        return new RowPlan(id + "-again", protocol, workload, single, Optional.of(id));
    }

    /// The same, run once.
    public RowPlan once() {
        return new RowPlan(id, protocol, workload, true, twinOf);
    }

    @Override
    public String folder() {
        return workload.folder() + "/" + id;
    }
}
