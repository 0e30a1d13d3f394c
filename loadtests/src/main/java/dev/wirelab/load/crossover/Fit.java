package dev.wirelab.load.crossover;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.hipparchus.stat.descriptive.rank.Median;

/// One transport's cost as a function of the workload, fitted on every other point of a grid (as a
/// chessboard's white fields lie) and checked on the rest.
///
/// Least squares of the *relative* error, since costs range over decades, by singular values: a
/// term that the grid does not vary, or varies only together with another, takes its share and does
/// no harm.
///
/// @param coefficients one for each term of the cost
/// @param medianError half of the checked points are predicted better than by this share
/// @param worstError the worst share by which a checked point is missed
/// @param fitted on how many points
/// @param checked on how many others
public record Fit(
        String transport,
        Cost cost,
        List<Double> coefficients,
        double medianError,
        double worstError,
        int fitted,
        int checked) {
    private static final double LEAST = 1e-9;

    /// Keeps its own copy.
    public Fit {
        coefficients = List.copyOf(coefficients);
    }

    /// The fit of a transport's cost; nothing if the grid has too few points of it: as many to fit
    /// as there are terms that differ over the grid, and at least one to check.
    public static Optional<Fit> of(String transport, Cost cost, List<Point> grid) {
        List<Point> points =
                grid.stream()
                        .filter(point -> point.transport().equals(transport))
                        .filter(point -> point.costs().getOrDefault(cost, 0.0) > 0)
                        .toList();
        Chessboard board = Chessboard.of(points.stream().map(Point::place).toList());
        List<Point> white = points.stream().filter(p -> board.isWhite(p.place())).toList();
        List<Point> black = points.stream().filter(p -> !board.isWhite(p.place())).toList();
        if (black.isEmpty() || white.isEmpty() || white.size() < rank(cost, points)) {
            return Optional.empty();
        }
        double[] coefficients = solve(cost, white);
        double[] errors =
                black.stream()
                        .mapToDouble(point -> {
                            double measured = value(point, cost);
                            return Math.abs(sum(coefficients, cost, point.place()) / measured - 1);
                        })
                        .toArray();
        return Optional.of(
                new Fit(
                        transport,
                        cost,
                        Arrays.stream(coefficients).boxed().toList(),
                        new Median().evaluate(errors),
                        Arrays.stream(errors).max().orElseThrow(),
                        white.size(),
                        black.size()));
    }

    /// The cost at a place, which need not be one of the grid; above 0.
    public double at(Place place) {
        double[] values = coefficients.stream().mapToDouble(Double::doubleValue).toArray();
        return sum(values, cost, place);
    }

    /// How many of the terms differ from each other over these points.
    private static int rank(Cost cost, List<Point> points) {
        double[][] rows = points.stream().map(p -> cost.terms(p.place())).toArray(double[][]::new);
        RealMatrix matrix = new Array2DRowRealMatrix(rows, false);
        scale(matrix);
        return new SingularValueDecomposition(matrix).getRank();
    }

    private static double[] solve(Cost cost, List<Point> points) {
        double[][] rows = new double[points.size()][];
        for (int i = 0; i < rows.length; i++) {
            double[] terms = cost.terms(points.get(i).place());
            for (int k = 0; k < terms.length; k++) {
                terms[k] /= value(points.get(i), cost);
            }
            rows[i] = terms;
        }
        RealMatrix matrix = new Array2DRowRealMatrix(rows, false);
        double[] scales = scale(matrix);
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        double[] solution =
                new SingularValueDecomposition(matrix)
                        .getSolver()
                        .solve(new ArrayRealVector(ones, false))
                        .toArray();
        for (int k = 0; k < solution.length; k++) {
            solution[k] /= scales[k];
        }
        return solution;
    }

    /// Makes every column that is not 0 as long as the others; tells what each was divided by.
    private static double[] scale(RealMatrix matrix) {
        double[] scales = new double[matrix.getColumnDimension()];
        for (int k = 0; k < scales.length; k++) {
            double norm = matrix.getColumnVector(k).getNorm();
            scales[k] = norm == 0 ? 1 : norm;
            matrix.setColumnVector(k, matrix.getColumnVector(k).mapDivide(scales[k]));
        }
        return scales;
    }

    private static double sum(double[] coefficients, Cost cost, Place place) {
        double[] terms = cost.terms(place);
        double sum = 0;
        for (int k = 0; k < terms.length; k++) {
            sum += coefficients[k] * terms[k];
        }
        return Math.max(sum, LEAST);
    }

    private static double value(Point point, Cost cost) {
        return point.costs().getOrDefault(cost, 0.0);
    }
}
