package dev.wirelab.load.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Searches the highest load at which an objective holds: doubles the load until it is missed, then
/// bisects. The caller asks for the [#next] load, runs it, and [enters][#enter] the step.
///
/// Both ends of the result are decided by the majority of at most three runs: a load is missed when
/// two of its runs are, and the highest load that held is run again at the end. During the search
/// one run that holds is enough to continue. The last permitted run is reserved for the highest
/// load that held.
///
/// A step in which the load generator was late, or used cores that the lab could have used, is not
/// the lab's failure: the search stays below it, and its result is an "at least".
public final class Search {
    /// The number of runs, of three, that decide.
    private static final int MAJORITY = 2;

    private final Objective objective;
    private final Range range;
    private final List<Step> history = new ArrayList<>();

    /// A search that has not begun.
    public Search(Objective objective, Range range) {
        this.objective = objective;
        this.range = range;
    }

    /// The range of a search.
    ///
    /// @param start the first load, above 0
    /// @param most the highest load, at least `start`
    /// @param least the lowest load, above 0 and at most `start`
    /// @param grain the step of loads, such as 1 for readers; the other three are multiples of it
    /// @param precision the share by which the result may be too low, such as 0.1
    /// @param maxSteps the maximal number of runs
    public record Range(
            double start, double most, double least, double grain, double precision, int maxSteps) {
        /// @throws IllegalArgumentException if one is out of its range
        public Range {
            if (!(least > 0 && start >= least && most >= start && grain > 0 && precision > 0)
                    || maxSteps < 1) {
                throw new IllegalArgumentException(
                        "from %s to %s, not below %s, by %s"
                                .formatted(start, most, least, precision));
            }
        }

        /// The same with another lowest load.
        public Range notBelow(double lowest) {
            return new Range(start, most, lowest, grain, precision, maxSteps);
        }
    }

    /// The load of the next step; empty if the search is complete.
    public OptionalDouble next() {
        int left = range.maxSteps() - history.size();
        if (left <= 0 || history.stream().anyMatch(this::isWaiting)) {
            return OptionalDouble.empty();
        }
        OptionalDouble held = held();
        boolean isSure = held.isEmpty() || isConfirmed(held.getAsDouble());
        if (left == 1 && !isSure) {
            return held;
        }
        OptionalDouble open = open();
        if (open.isPresent()) {
            return open;
        }
        if (!isFound() && (left > 1 || held.isEmpty())) {
            return OptionalDouble.of(further());
        }
        return isSure ? OptionalDouble.empty() : held;
    }

    /// Records a step at the requested load.
    public void enter(Step step) {
        history.add(step);
    }

    /// The result after the recorded steps, also if the search is ended early.
    public Capacity soFar() {
        OptionalDouble held = held();
        Optional<Step> missed = missed();
        Limit limit =
                missed.map(step -> Judgement.limit(step, objective))
                        .orElse(held.orElse(0) >= range.most() ? Limit.NONE : Limit.STEPS);
        return new Capacity(
                objective,
                held,
                missed.map(step -> OptionalDouble.of(step.load())).orElse(OptionalDouble.empty()),
                limit,
                missed.isEmpty() || limit.isOfTheLoadGenerator(),
                held.isPresent() && isConfirmed(held.getAsDouble()),
                history);
    }

    /// The highest load below the missed one at which more runs held than missed.
    private OptionalDouble held() {
        double below = missed().map(Step::load).orElse(Double.POSITIVE_INFINITY);
        return history.stream()
                .mapToDouble(Step::load)
                .filter(load -> load < below)
                .filter(load -> count(load, true) > count(load, false))
                .max();
    }

    /// The last step at the lowest load that was missed.
    private Optional<Step> missed() {
        return history.stream()
                .filter(step -> !isHeld(step))
                .filter(step -> isWaiting(step) || count(step.load(), false) >= MAJORITY)
                .reduce((lowest, step) -> step.load() <= lowest.load() ? step : lowest);
    }

    /// A load that was missed once and is not decided.
    private OptionalDouble open() {
        return history.stream()
                .mapToDouble(Step::load)
                .filter(load -> count(load, false) == 1 && count(load, true) < MAJORITY)
                .findFirst();
    }

    private boolean isConfirmed(double load) {
        return count(load, true) >= MAJORITY;
    }

    private boolean isHeld(Step step) {
        return Judgement.of(step, objective) == Judgement.HELD;
    }

    /// Whether the model alone is above the objective, so that no second run is needed.
    private boolean isWaiting(Step step) {
        return !isHeld(step) && Judgement.limit(step, objective) == Limit.WAITING;
    }

    private long count(double load, boolean held) {
        return history.stream().filter(step -> step.load() == load && isHeld(step) == held).count();
    }

    private double further() {
        if (history.isEmpty()) {
            return range.start();
        }
        double held = held().orElse(0);
        Optional<Step> missed = missed();
        if (missed.isEmpty()) {
            return Math.min(range.most(), held * 2);
        }
        double middle = (held + missed.get().load()) / 2;
        return Math.max(range.least(), range.grain() * Math.floor(middle / range.grain()));
    }

    private boolean isFound() {
        double held = held().orElse(0);
        Optional<Step> missed = missed();
        if (missed.isEmpty()) {
            return held >= range.most();
        }
        double load = missed.get().load();
        boolean lowest = held == 0 && load <= range.least();
        return lowest || load - held <= Math.max(range.grain(), range.precision() * load);
    }
}
