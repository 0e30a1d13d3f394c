package dev.wirelab.load.result;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.Half;
import dev.wirelab.load.crossover.NoFit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.crossover.Point;
import dev.wirelab.load.measure.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What wires cost over a grid of workloads, and what was fitted to it.
///
/// @param points every run of the sweep, in their order
/// @param fits one a wire and cost, of those that could be fitted
/// @param noFits why the others could not
public record CrossoverResult(List<Measured> points, List<Fit> fits, List<NoFit> noFits) {
    /// Keeps its own copies. Results of earlier versions do not tell why a cost has no fit.
    public CrossoverResult {
        points = List.copyOf(points);
        fits = List.copyOf(fits);
        noFits = noFits == null ? List.of() : List.copyOf(noFits);
    }

    /// Fits what these points allow.
    public static CrossoverResult of(List<Measured> points) {
        List<Point> told = points.stream().map(Measured::point).toList();
        List<Fit> fits = new ArrayList<>();
        List<NoFit> noFits = new ArrayList<>();
        for (String id : points.stream().map(Measured::id).distinct().toList()) {
            for (Cost cost : Cost.values()) {
                switch (Fit.of(id, cost, told)) {
                    case Fit fit -> fits.add(fit);
                    case NoFit none -> noFits.add(none);
                }
            }
        }
        return new CrossoverResult(points, fits, noFits);
    }

    /// One run of the sweep.
    ///
    /// @param id the load protocol's
    /// @param half whether the fit sees it; null: an earlier version did not tell
    public record Measured(String id, Place place, @Nullable Half half, Run run) {
        /// What it cost. A run that did not come to its end, or that lost something, tells nothing;
        /// one in which half of what the load program did was late by more than a quarter of the
        /// median latency, nothing of that. Where the lab's meters show no CPU time it is 0, and
        /// not left out: only the cheapest points would be missing.
        public Point point() {
            Map<Cost, Double> costs = new EnumMap<>(Cost.class);
            RunResult result = run.result();
            if (result != null && result.isPerfect()) {
                OptionalDouble up = result.bytesUpPerMessage();
                OptionalDouble down = result.bytesDownPerMessage();
                if (up.isPresent() && down.isPresent()) {
                    costs.put(Cost.BYTES, up.getAsDouble() + down.getAsDouble());
                }
                if (result.meters() != null) {
                    costs.put(Cost.CPU, result.cpuMicrosPerMessage().orElse(0));
                }
                if (result.injector().lagP50() <= result.injector().allowedP50()) {
                    costs.put(Cost.LATENCY, (double) result.latency(Quantity.DELIVERY).p50());
                }
            }
            return new Point(id, place, half, costs);
        }
    }

    /// Whether every run came to its end.
    public boolean isComplete() {
        return points.stream().allMatch(point -> point.run().isComplete());
    }

    /// Whether every message of every run came once, in order and as it was said.
    public boolean isPerfect() {
        return points.stream().allMatch(point -> point.run().isPerfect());
    }
}
