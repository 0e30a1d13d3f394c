package dev.wirelab.load.compare;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportVariant;
import java.util.Optional;

/// A row that is to be measured.
///
/// @param id its name among the rows of its workload
/// @param single whether it runs once, however often the others do
/// @param twinOf the id of the row whose A/A this is, if it is one
public record RowPlan(
        String id,
        TransportVariant protocol,
        Workload workload,
        boolean single,
        Optional<String> twinOf) {

    /// A row named after its protocol.
    public static RowPlan of(TransportVariant protocol, Workload workload) {
        return new RowPlan(protocol.id(), protocol, workload, false, Optional.empty());
    }

    /// The same once more, to see what differs although nothing does.
    public RowPlan again() {
        return new RowPlan(id + "-again", protocol, workload, single, Optional.of(id));
    }

    /// The same, run once, however often the others are.
    public RowPlan once() {
        return new RowPlan(id, protocol, workload, true, twinOf);
    }

    /// Where its files go, under the comparison's folder.
    String folder() {
        return workload.folder() + "/" + id;
    }
}
