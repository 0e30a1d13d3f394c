package dev.wirelab.load.capacity;

/// What a step says of the objective.
public enum Judgement {
    /// It held.
    HELD,
    /// It did not, and the load program kept up.
    BROKEN,
    /// It did not, and the load program was late: that says nothing of the lab.
    INJECTOR_BOUND;

    /// The load program counts as late when its own lag is above this, in microseconds, and above a
    /// tenth of the objective.
    public static final double INJECTOR_LAG_MICROS = 5_000;

    /// A CPU counts as used up from this share of its cores on.
    public static final double BUSY = 0.85;

    private static final double SHARE = 0.1;

    /// Judges a step.
    public static Judgement of(Step step, Objective objective) {
        if (step.isMeasured() && step.lost() == 0 && step.latencyMicros() <= objective.micros()) {
            return HELD;
        }
        return step.isMeasured() && isInjectorLate(step, objective) ? INJECTOR_BOUND : BROKEN;
    }

    /// What made a step miss the objective. Where cores that both programs share are used up, the
    /// load program is late because of that, so that is what is told.
    public static Limit limit(Step step, Objective objective) {
        if (!step.isMeasured()) {
            return Limit.FAILURE;
        }
        if (step.waitMicros() > objective.micros()) {
            return Limit.WAITING;
        }
        if (step.labCpu() >= BUSY * step.cores()) {
            return Limit.SERVER_CPU;
        }
        if (step.sharedMachine() && step.labCpu() + step.injectorCpu() >= BUSY * step.cores()) {
            return Limit.SHARED_CPU;
        }
        if (isInjectorLate(step, objective)) {
            return Limit.INJECTOR;
        }
        return step.answerBound() ? Limit.ANSWERS : Limit.UNKNOWN;
    }

    private static boolean isInjectorLate(Step step, Objective objective) {
        return step.injectorLagMicros() > Math.max(INJECTOR_LAG_MICROS, SHARE * objective.micros())
                || (!step.sharedMachine() && step.injectorCpu() >= BUSY * step.cores());
    }
}
