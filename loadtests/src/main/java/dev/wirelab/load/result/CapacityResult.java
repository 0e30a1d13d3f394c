package dev.wirelab.load.result;

import dev.wirelab.load.capacity.Capacity;
import dev.wirelab.load.capacity.Judgement;
import dev.wirelab.load.capacity.Limit;
import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.plan.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How far each wire carried an objective.
///
/// @param by what was raised from step to step
/// @param wires one a wire, in the order in which they were searched
public record CapacityResult(Objective objective, By by, List<Wire> wires) {
    /// Keeps its own copy.
    public CapacityResult {
        wires = List.copyOf(wires);
    }

    /// What is raised from step to step.
    public enum By {
        /// Sessions that read.
        READERS("readers"),
        /// Messages a second.
        RATE("messages a second");

        private final String unit;

        By(String unit) {
            this.unit = unit;
        }

        /// Its name in commands and files.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// What a load counts.
        public String unit() {
            return unit;
        }
    }

    /// One wire's.
    ///
    /// @param id the load protocol's: the transport's, or that of a variant of it
    /// @param highestHeld the highest load at which more runs held than not; null: none
    /// @param lowestMissed the lowest load above that one at which two runs missed; null: there was
    ///   none
    /// @param limit what ran out at `lowestMissed`
    /// @param atLeast whether the lab may do more: the load program, the most that was asked, or
    ///   the number of steps ended the search
    /// @param confirmed whether two runs held at `highestHeld`; not told by earlier versions, where
    ///   one was enough
    /// @param finished whether the search came to its end
    /// @param steps in the order in which they ran
    public record Wire(
            String id,
            @Nullable Double highestHeld,
            @Nullable Double lowestMissed,
            Limit limit,
            boolean atLeast,
            boolean confirmed,
            boolean finished,
            List<Tried> steps) {
        /// Keeps its own copy.
        public Wire {
            steps = List.copyOf(steps);
        }

        /// What a search found.
        public static Wire of(String id, Capacity found, boolean finished, List<Tried> steps) {
            return new Wire(
                    id,
                    boxed(found.highestHeld()),
                    boxed(found.lowestMissed()),
                    found.limit(),
                    found.atLeast(),
                    found.confirmed(),
                    finished,
                    steps);
        }

        private static @Nullable Double boxed(OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }

        /// What a person wants to know at once.
        public String inOneLine(By by) {
            if (steps.isEmpty()) {
                return id + ": no step was finished";
            }
            String held =
                    highestHeld == null
                            ? "held at none of the loads that were tried"
                            : "held %s %s %s%s"
                                    .formatted(
                                            atLeast ? "at least at" : "at",
                                            Numbers.plain(highestHeld),
                                            by.unit(),
                                            confirmed ? "" : " in one run");
            String missed = lowestMissed == null ? "" : ", not at " + Numbers.plain(lowestMissed);
            String ranOut =
                    finished ? "; what ran out: " + limit.words() : "; the search was cut off";
            return id + ": " + held + missed + ranOut;
        }

        private boolean isMeasured() {
            return steps.stream().anyMatch(tried -> tried.step().isMeasured());
        }
    }

    /// One step, and the run that it was.
    ///
    /// @param limit what ran out; of a step that held: nothing
    public record Tried(Step step, Judgement judgement, Limit limit, Run run) {
        /// A step, judged.
        public static Tried of(Step step, Objective objective, Run run) {
            Judgement judgement = Judgement.of(step, objective);
            Limit limit =
                    judgement == Judgement.HELD ? Limit.NONE : Judgement.limit(step, objective);
            return new Tried(step, judgement, limit, run);
        }

        /// Whether what came came once, in order and as it was said. What did not come is a part of
        /// the judgement.
        boolean isPerfect() {
            return run.result() == null || run.result().tally().isPerfectButForLosses();
        }
    }

    /// Whether every search came to its end and measured something.
    public boolean isComplete() {
        return wires.stream().allMatch(wire -> wire.finished() && wire.isMeasured());
    }

    /// Whether no step of any wire saw a message twice, out of order or altered.
    public boolean isPerfect() {
        return wires.stream().flatMap(wire -> wire.steps().stream()).allMatch(Tried::isPerfect);
    }
}
