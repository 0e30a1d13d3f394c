package dev.wirelab.load.capacity;

/// What one step showed.
///
/// @param load what was asked: readers, or messages a second
/// @param latencyMicros the objective's percentile of the delivery latency
/// @param lost messages that never came, of those that were due
/// @param labCpu cores that the lab kept busy
/// @param injectorCpu cores that the load program kept busy
/// @param cores cores of the machine that each of the two ran on
/// @param sharedMachine whether both ran on one machine, and so share its cores
/// @param injectorLagMicros the 99th percentile of how late the load program was by itself
/// @param waitMicros how long the wire itself may let a message lie at this percentile, as the
///   model has it (a short poll's interval); 0 on a wire that pushes
/// @param answerBound whether the publisher was late because it waited for the lab's answers
/// @param failure why there are no numbers; empty if there are
public record Step(
        double load,
        double latencyMicros,
        long lost,
        double labCpu,
        double injectorCpu,
        int cores,
        boolean sharedMachine,
        double injectorLagMicros,
        double waitMicros,
        boolean answerBound,
        String failure) {

    /// A step that left no numbers.
    public static Step failed(double load, String reason) {
        return new Step(load, 0, 0, 0, 0, 1, true, 0, 0, false, reason);
    }

    /// Whether there are numbers.
    public boolean isMeasured() {
        return failure.isEmpty();
    }
}
