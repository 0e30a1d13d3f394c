package dev.wirelab.load.crossover;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.stat.descriptive.rank.Median;

/// One transport's cost as a function of the workload, fitted on one half of a sweep's points and
/// checked on the other, which it did not see.
///
/// @param coefficients one for each term of the cost
/// @param medianError half of the checked points are predicted better than by this share of what
///   was measured
/// @param worstError the worst share by which a checked point is missed
/// @param medianFactor half of the checked points are predicted better than by this factor, from 1;
///   too much and too little count alike
/// @param worstFactor the worst factor by which a checked point is missed
/// @param fitted on how many points
/// @param checked on how many others
public record Fit(
        String transport,
        Cost cost,
        List<Double> coefficients,
        double medianError,
        double worstError,
        double medianFactor,
        double worstFactor,
        int fitted,
        int checked)
        implements Fitting {
    /// Keeps its own copy.
    public Fit {
        coefficients = List.copyOf(coefficients);
    }

    /// The fit of a transport's cost, or why there is none: points that were not measured, or at
    /// which the meter did not move; too few to tell the terms apart; none to check; or a sum of
    /// terms that is not above 0 everywhere between the points of the sweep.
    ///
    /// @param sweep the points of all transports
    public static Fitting of(String transport, Cost cost, List<Point> sweep) {
        List<Point> all =
                sweep.stream().filter(point -> point.transport().equals(transport)).toList();
        List<Point> told = all.stream().filter(p -> p.costs().containsKey(cost)).toList();
        List<Point> white = told.stream().filter(p -> p.half() == Half.FITTED).toList();
        List<Point> black = told.stream().filter(p -> p.half() == Half.CHECKED).toList();
        long still = told.stream().filter(point -> value(point, cost) <= 0).count();
        if (still > 0) {
            return new NoFit(
                    transport,
                    cost,
                    "the meter did not move at %d of %d points".formatted(still, all.size()));
        }
        if (LeastSquares.rank(cost, places(white)) < LeastSquares.rank(cost, places(all))
                || white.isEmpty()) {
            return new NoFit(
                    transport,
                    cost,
                    "the %d points to fit that were measured do not tell its terms apart"
                            .formatted(white.size()));
        }
        if (black.isEmpty()) {
            return new NoFit(transport, cost, "not one point to check it was measured");
        }
        double[] coefficients = LeastSquares.solve(cost, places(white), values(white, cost));
        Place least =
                Box.corners(sweep, transport).stream()
                        .min(Comparator.comparingDouble(place -> sum(coefficients, cost, place)))
                        .orElseThrow();
        if (!(sum(coefficients, cost, least) > 0)) {
            return new NoFit(
                    transport, cost, "its sum of terms is not above 0 at " + least.words());
        }
        return checked(transport, cost, coefficients, white.size(), black);
    }

    private static Fit checked(
            String transport, Cost cost, double[] coefficients, int fitted, List<Point> black) {
        double[] ratios =
                black.stream()
                        .mapToDouble(point ->
                                sum(coefficients, cost, point.place()) / value(point, cost))
                        .toArray();
        double[] errors = Arrays.stream(ratios).map(ratio -> Math.abs(ratio - 1)).toArray();
        double[] factors = Arrays.stream(ratios).map(r -> Math.abs(Math.log(r))).toArray();
        return new Fit(
                transport,
                cost,
                Arrays.stream(coefficients).boxed().toList(),
                new Median().evaluate(errors),
                Arrays.stream(errors).max().orElseThrow(),
                Math.exp(new Median().evaluate(factors)),
                Math.exp(Arrays.stream(factors).max().orElseThrow()),
                fitted,
                black.size());
    }

    /// The cost at a place, which need not be one of the sweep; above 0 within it.
    public double at(Place place) {
        double[] values = coefficients.stream().mapToDouble(Double::doubleValue).toArray();
        return sum(values, cost, place);
    }

    /// The least that it may cost there, by the worst that was missed.
    double low(Place place) {
        return at(place) / worstFactor;
    }

    /// The most.
    double high(Place place) {
        return at(place) * worstFactor;
    }

    private static double sum(double[] coefficients, Cost cost, Place place) {
        double[] terms = cost.terms(place);
        double sum = 0;
        for (int k = 0; k < terms.length; k++) {
            sum += coefficients[k] * terms[k];
        }
        return sum;
    }

    private static List<Place> places(List<Point> points) {
        return points.stream().map(Point::place).toList();
    }

    private static double[] values(List<Point> points, Cost cost) {
        return points.stream().mapToDouble(point -> value(point, cost)).toArray();
    }

    private static double value(Point point, Cost cost) {
        return point.costs().getOrDefault(cost, 0.0);
    }
}
