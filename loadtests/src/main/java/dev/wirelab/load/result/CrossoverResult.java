package dev.wirelab.load.result;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.crossover.Point;
import dev.wirelab.load.measure.Quantity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What wires cost over a grid of workloads, and what was fitted to it.
///
/// @param points every run of the sweep, in their order
/// @param fits one a wire and cost, of those that have points enough
public record CrossoverResult(List<Measured> points, List<Fit> fits) {
    /// Keeps its own copies.
    public CrossoverResult {
        points = List.copyOf(points);
        fits = List.copyOf(fits);
    }

    /// Fits what these points allow.
    public static CrossoverResult of(List<Measured> points) {
        List<Point> told = points.stream().map(Measured::point).toList();
        List<Fit> fits =
                points.stream()
                        .map(Measured::id)
                        .distinct()
                        .flatMap(id ->
                                Arrays.stream(Cost.values())
                                        .flatMap(cost -> Fit.of(id, cost, told).stream()))
                        .toList();
        return new CrossoverResult(points, fits);
    }

    /// One run of the sweep.
    ///
    /// @param id the load protocol's
    public record Measured(String id, Place place, Run run) {
        /// What it cost. A run that did not come to its end, or that lost something, tells nothing;
        /// one in which half of what the load program did was late by more than a quarter of the
        /// median latency, nothing of that.
        public Point point() {
            Map<Cost, Double> costs = new EnumMap<>(Cost.class);
            RunResult result = run.result();
            if (result != null && result.isPerfect()) {
                OptionalDouble up = result.bytesUpPerMessage();
                OptionalDouble down = result.bytesDownPerMessage();
                if (up.isPresent() && down.isPresent()) {
                    costs.put(Cost.BYTES, up.getAsDouble() + down.getAsDouble());
                }
                result.cpuMicrosPerMessage().ifPresent(micros -> costs.put(Cost.CPU, micros));
                if (result.injector().lagP50() <= result.injector().allowedP50()) {
                    costs.put(Cost.LATENCY, (double) result.latency(Quantity.DELIVERY).p50());
                }
            }
            return new Point(id, place, costs);
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
