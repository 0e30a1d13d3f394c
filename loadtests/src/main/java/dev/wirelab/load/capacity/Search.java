package dev.wirelab.load.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Finds the highest load at which an objective still holds: doubles the load until it does not,
/// then halves the distance between the two.
///
/// A step that misses the objective is run once more before it counts, since a hiccup is not a
/// limit. A step at which the load program was late, or used up cores that the lab could have had,
/// does not count as the lab's failure: the search stays below it, and its result is an "at least".
public final class Search {
    private final Objective objective;
    private final Range range;
    private final Measurement measurement;
    private final List<Step> history = new ArrayList<>();
    private double held;
    private Optional<Step> missed = Optional.empty();

    /// A search.
    ///
    /// @param measurement runs one step
    public Search(Objective objective, Range range, Measurement measurement) {
        this.objective = objective;
        this.range = range;
        this.measurement = measurement;
    }

    /// Runs one step at a load and tells what it showed.
    @FunctionalInterface
    public interface Measurement {
        /// Runs a step.
        ///
        /// @throws InterruptedException if the search is to end
        Step at(double load) throws InterruptedException;
    }

    /// Where to search.
    ///
    /// @param start the first load, above 0
    /// @param most the highest that may be asked, at least `start`
    /// @param least the lowest that may be asked, above 0 and at most `start`
    /// @param grain what loads are multiples of, such as 1 for readers; the other three are
    /// @param precision the share of the result by which it may be too low, such as 0.1
    /// @param maxSteps how many runs it may take
    public record Range(
            double start, double most, double least, double grain, double precision, int maxSteps) {
        /// @throws IllegalArgumentException if one is out of its range
        public Range {
            if (!(least > 0 && start >= least && most >= start && grain > 0 && precision > 0)
                    || maxSteps < 1) {
                throw new IllegalArgumentException(
                        "from "
                                + start
                                + " to "
                                + most
                                + ", not below "
                                + least
                                + ", by "
                                + precision);
            }
        }

        /// The same with another lowest load.
        public Range notBelow(double lowest) {
            return new Range(start, most, lowest, grain, precision, maxSteps);
        }
    }

    /// Searches.
    public Capacity run() throws InterruptedException {
        double next = range.start();
        while (!isFound() && history.size() < range.maxSteps()) {
            Optional<Step> miss = missing(next);
            if (miss.isEmpty()) {
                held = next;
            } else {
                missed = miss;
                if (Judgement.limit(miss.get(), objective) == Limit.WAITING) {
                    break;
                }
            }
            next = next();
        }
        return soFar();
    }

    /// What is known after the steps that were run; of use when the search was ended early.
    public Capacity soFar() {
        Limit limit = missed.map(step -> Judgement.limit(step, objective)).orElse(Limit.NONE);
        return new Capacity(
                objective,
                held > 0 ? OptionalDouble.of(held) : OptionalDouble.empty(),
                missed.map(step -> OptionalDouble.of(step.load())).orElse(OptionalDouble.empty()),
                limit,
                missed.isEmpty() || limit.isOfTheLoadProgram(),
                history);
    }

    /// The step if it missed the objective, twice or because of the load program.
    private Optional<Step> missing(double load) throws InterruptedException {
        Step step = measure(load);
        if (Judgement.of(step, objective) == Judgement.HELD) {
            return Optional.empty();
        }
        if (Judgement.limit(step, objective) == Limit.WAITING
                || history.size() >= range.maxSteps()) {
            return Optional.of(step);
        }
        Step again = measure(load);
        return Judgement.of(again, objective) == Judgement.HELD
                ? Optional.empty()
                : Optional.of(again);
    }

    private Step measure(double load) throws InterruptedException {
        Step step = measurement.at(load);
        history.add(step);
        return step;
    }

    private double next() {
        if (missed.isEmpty()) {
            return Math.min(range.most(), held * 2);
        }
        double middle = (held + missed.get().load()) / 2;
        return Math.max(range.least(), range.grain() * Math.floor(middle / range.grain()));
    }

    private boolean isFound() {
        if (missed.isEmpty()) {
            return held >= range.most();
        }
        double load = missed.get().load();
        boolean lowest = held == 0 && load <= range.least();
        return lowest || load - held <= Math.max(range.grain(), range.precision() * load);
    }
}
