package dev.wirelab.load.capacity;

/// Whether a step met the objective.
public enum Judgement {
    /// The objective held.
    HELD,
    /// The objective was missed, and the load generator was not late.
    BROKEN,
    /// The objective was missed, and the load generator was late: this is not the lab's limit.
    INJECTOR_BOUND;

    /// The load generator is late when its own lag exceeds this, in microseconds, and a tenth of
    /// the objective.
    public static final double INJECTOR_LAG_MICROS = 5_000;

    /// A CPU is busy from this share of its cores on.
    public static final double BUSY = 0.85;

    private static final double SHARE = 0.1;

    /// Judges a step.
    public static Judgement of(Step step, Objective objective) {
        if (step.isMeasured() && step.lost() == 0 && step.latencyMicros() <= objective.micros()) {
            return HELD;
        }
        return step.isMeasured() && isInjectorLate(step, objective) ? INJECTOR_BOUND : BROKEN;
    }

    /// The limiting factor of a step that missed the objective. If the cores that both programs
    /// share are busy, the load generator is late because of that, so that is the factor.
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
