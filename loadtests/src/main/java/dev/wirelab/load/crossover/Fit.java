package dev.wirelab.load.crossover;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.stat.descriptive.rank.Median;

/// One transport's cost as a function of the workload, fitted on one half of a sweep's points and
/// checked on the other.
///
/// @param coefficients one for each term of the cost
/// @param medianError the median error of the checked points, as a share of the measurement
/// @param worstError the largest error of a checked point
/// @param medianFactor the median factor between prediction and measurement of the checked points,
///   from 1 in either direction
/// @param worstFactor the largest factor of a checked point
/// @param fitted the number of points it was fitted on
/// @param checked the number of points it was checked on
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
    /// Fits a transport's cost. There is no fit if the meter did not move at a point, if there are
    /// too few points to separate the terms or none to check, or if the sum of terms is not above 0
    /// everywhere within the bounds of the sweep.
    ///
    /// @param sweep the points of all transports
    public static Fitting of(String transport, Cost cost, List<Point> sweep) {
        List<Point> all =
                sweep.stream().filter(point -> point.transport().equals(transport)).toList();
        List<Point> measured = all.stream().filter(p -> p.costs().containsKey(cost)).toList();
        List<Point> fitted = measured.stream().filter(p -> p.half() == Half.FITTED).toList();
        List<Point> checked = measured.stream().filter(p -> p.half() == Half.CHECKED).toList();
        long still = measured.stream().filter(point -> value(point, cost) <= 0).count();
        if (still > 0) {
            return new NoFit(
                    transport,
                    cost,
                    "the meter did not move at %d of %d points".formatted(still, all.size()));
        }
        if (LeastSquares.rank(cost, places(fitted)) < LeastSquares.rank(cost, places(all))
                || fitted.isEmpty()) {
            return new NoFit(
                    transport,
                    cost,
                    "the %d measured points to fit do not separate its terms"
                            .formatted(fitted.size()));
        }
        if (checked.isEmpty()) {
            return new NoFit(transport, cost, "no point to check it was measured");
        }
        double[] coefficients = LeastSquares.solve(cost, places(fitted), values(fitted, cost));
        Place least =
                SweepBounds.corners(sweep, transport).stream()
                        .min(Comparator.comparingDouble(place -> sum(coefficients, cost, place)))
                        .orElseThrow();
        if (!(sum(coefficients, cost, least) > 0)) {
            return new NoFit(
                    transport, cost, "its sum of terms is not above 0 at " + least.description());
        }
        return check(transport, cost, coefficients, fitted.size(), checked);
    }

    private static Fit check(
            String transport, Cost cost, double[] coefficients, int fitted, List<Point> checked) {
        double[] ratios =
                checked.stream()
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
                checked.size());
    }

    /// The cost of a workload, above 0 within the bounds of the sweep.
    public double at(Place place) {
        double[] values = coefficients.stream().mapToDouble(Double::doubleValue).toArray();
        return sum(values, cost, place);
    }

    /// The lower bound of the cost, by the worst factor.
    double low(Place place) {
        return at(place) / worstFactor;
    }

    /// The upper bound of the cost.
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
