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
import org.jspecify.annotations.Nullable;

/// The costs of transports over a grid of workloads, and the fitted models.
///
/// @param points every run of the sweep, in their order
/// @param fits one per transport and cost that could be fitted
/// @param noFits why the others could not be fitted
public record CrossoverResult(List<Measured> points, List<Fit> fits, List<NoFit> noFits) {
    /// Results of earlier versions do not have `noFits`.
    public CrossoverResult {
        noFits = noFits == null ? List.of() : noFits;
    }

    /// Fits the costs of these points.
    public static CrossoverResult of(List<Measured> points) {
        List<Point> all = points.stream().map(Measured::point).toList();
        List<Fit> fits = new ArrayList<>();
        List<NoFit> noFits = new ArrayList<>();
        for (String id : points.stream().map(Measured::id).distinct().toList()) {
            for (Cost cost : Cost.values()) {
                switch (Fit.of(id, cost, all)) {
                    case Fit fit -> fits.add(fit);
                    case NoFit none -> noFits.add(none);
                }
            }
        }
        return new CrossoverResult(points, fits, noFits);
    }

    /// One run of the sweep.
    ///
    /// @param id the id of the variant of the transport
    /// @param half whether it is used to fit or to check; null in results of earlier versions
    public record Measured(String id, Place place, @Nullable Half half, Run run) {
        /// The costs. A run that was not completed, or that lost a message, has none. One in which
        /// the load generator's median delay exceeds a quarter of the median latency has no
        /// latency. A CPU time of 0 is kept; otherwise only the cheapest points would be missing.
        public Point point() {
            Map<Cost, Double> costs = new EnumMap<>(Cost.class);
            RunResult result = run.result();
            if (result != null && result.isPerfect()) {
                double bytes = Figure.BYTES.of(result);
                if (!Double.isNaN(bytes)) {
                    costs.put(Cost.BYTES, bytes);
                }
                if (result.meters() != null) {
                    double cpu = Figure.CPU.of(result);
                    costs.put(Cost.CPU, Double.isNaN(cpu) ? 0 : cpu);
                }
                if (result.injector().lagP50() <= result.injector().allowedP50()) {
                    costs.put(Cost.LATENCY, (double) result.latency(Quantity.DELIVERY).p50());
                }
            }
            return new Point(id, place, half, costs);
        }
    }

    /// Whether every run was completed.
    public boolean isComplete() {
        return points.stream().allMatch(point -> point.run().isComplete());
    }

    /// Whether every message of every run arrived once, in order and unaltered.
    public boolean isPerfect() {
        return points.stream().allMatch(point -> point.run().isPerfect());
    }
}
