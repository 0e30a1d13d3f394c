package dev.wirelab.load.stats;

import java.util.Map;
import java.util.Optional;
import org.hipparchus.stat.regression.SimpleRegression;

/// The slope of a straight line through measured points, such as the lab's memory over its
/// connections.
///
/// @param perUnit the slope, with its confidence interval of 0.95 (ordinary least squares, Student)
/// @param intercept the value at 0
/// @param fit the share of the variation that the line explains, 0 to 1
public record Slope(Interval perUnit, double intercept, double fit) {
    /// The number of points that are needed.
    public static final int LEAST_POINTS = 3;

    private static final double MISSES = 0.05;

    /// The line through these points; nothing if there are fewer than [#LEAST_POINTS].
    ///
    /// @param points value by amount
    public static Optional<Slope> of(Map<Double, Double> points) {
        if (points.size() < LEAST_POINTS) {
            return Optional.empty();
        }
        SimpleRegression line = new SimpleRegression();
        points.forEach(line::addData);
        double slope = line.getSlope();
        double reach = line.getSlopeConfidenceInterval(MISSES);
        return Optional.of(
                new Slope(
                        new Interval(slope, slope - reach, slope + reach),
                        line.getIntercept(),
                        Double.isNaN(line.getRSquare()) ? 1 : line.getRSquare()));
    }
}
