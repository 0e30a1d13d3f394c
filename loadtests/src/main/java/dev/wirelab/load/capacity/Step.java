package dev.wirelab.load.capacity;

/// The measurements of one step.
///
/// @param load readers or messages per second
/// @param latencyMicros the objective's percentile of the delivery latency
/// @param lost messages that never arrived
/// @param labCpu cores used by the lab
/// @param injectorCpu cores used by the load generator
/// @param cores cores of the machine that each of the two runs on
/// @param sharedMachine whether both share the cores of one machine
/// @param injectorLagMicros the 99th percentile of the load generator's own lag
/// @param waitMicros how long the transport itself delays a message at this percentile, by the
///   model (the poll interval); 0 if it pushes
/// @param answerBound whether the publisher was late because it awaited the lab's answers
/// @param failure why there is no measurement; empty if there is
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

    /// A step without a measurement.
    public static Step failed(double load, String reason) {
        return new Step(load, 0, 0, 0, 0, 1, true, 0, 0, false, reason);
    }

    /// Whether there is a measurement.
    public boolean isMeasured() {
        return failure.isEmpty();
    }
}
