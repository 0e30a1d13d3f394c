package dev.wirelab.load.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wirelab.load.capacity.Capacity;
import dev.wirelab.load.capacity.Judgement;
import dev.wirelab.load.capacity.Limit;
import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The capacity of each transport at an objective.
///
/// @param by what was increased from step to step
/// @param transports the result of each transport, in the order of the search; `wires` in files
public record CapacityResult(
        Objective objective, By by, @JsonProperty("wires") List<Transport> transports) {
    /// What is increased from step to step.
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

        /// The unit of a load.
        public String unit() {
            return unit;
        }
    }

    /// The result of one transport.
    ///
    /// @param id the id of the variant of the transport
    /// @param highestHeld the highest load at which more runs held than missed; null: none
    /// @param lowestMissed the lowest load above that one at which two runs missed; null: there was
    ///   none
    /// @param limit the limiting factor at `lowestMissed`
    /// @param atLeast whether the lab may sustain more: the load generator, the highest load or the
    ///   number of steps ended the search
    /// @param confirmed whether two runs held at `highestHeld`
    /// @param finished whether the search came to its end
    /// @param steps in the order in which they ran
    public record Transport(
            String id,
            @Nullable Double highestHeld,
            @Nullable Double lowestMissed,
            Limit limit,
            boolean atLeast,
            boolean confirmed,
            boolean finished,
            List<Attempt> steps) {
        /// Copies the list.
        public Transport {
            steps = List.copyOf(steps);
        }

        /// The result of a search.
        public static Transport of(
                String id, Capacity found, boolean finished, List<Attempt> steps) {
            return new Transport(
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

        /// The result in one line.
        public String summary(By by) {
            if (steps.isEmpty()) {
                return id + ": no step was completed";
            }
            if (isInjectors()) {
                return "%s: not known; the load generator ran out before the lab, at %s %s"
                        .formatted(
                                id,
                                lowestMissed == null ? "?" : TextFormat.exact(lowestMissed),
                                by.unit());
            }
            String held =
                    highestHeld == null
                            ? "held at no load"
                            : "held %s %s %s%s"
                                    .formatted(
                                            atLeast ? "at least at" : "at",
                                            TextFormat.exact(highestHeld),
                                            by.unit(),
                                            confirmed ? "" : " in one run");
            String missed =
                    lowestMissed == null ? "" : ", not at " + TextFormat.exact(lowestMissed);
            String ranOut =
                    finished ? "; limited by " + limit.description() : "; the search was cut off";
            return id + ": " + held + missed + ranOut;
        }

        /// Whether the load generator ran out, so that nothing is known of the lab's capacity.
        public boolean isInjectors() {
            return finished && limit == Limit.INJECTOR;
        }

        private boolean isMeasured() {
            return steps.stream().anyMatch(attempt -> attempt.step().isMeasured());
        }
    }

    /// One step and its run.
    ///
    /// @param limit the limiting factor; of a step that held: none
    public record Attempt(Step step, Judgement judgement, Limit limit, Run run) {
        /// A step with its judgement.
        public static Attempt of(Step step, Objective objective, Run run) {
            Judgement judgement = Judgement.of(step, objective);
            Limit limit =
                    judgement == Judgement.HELD ? Limit.NONE : Judgement.limit(step, objective);
            return new Attempt(step, judgement, limit, run);
        }

        /// Whether every message that arrived did so once, in order and unaltered. Losses are part
        /// of the judgement.
        boolean isPerfect() {
            return run.result() == null || run.result().tally().isPerfectButForLosses();
        }
    }

    /// Whether every search was completed and measured something.
    public boolean isComplete() {
        return transports.stream().allMatch(found -> found.finished() && found.isMeasured());
    }

    /// Whether no message was duplicated, out of order or altered in any step.
    public boolean isPerfect() {
        return transports.stream()
                .flatMap(found -> found.steps().stream())
                .allMatch(Attempt::isPerfect);
    }
}
