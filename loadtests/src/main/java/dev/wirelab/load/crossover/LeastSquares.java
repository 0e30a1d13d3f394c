package dev.wirelab.load.crossover;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/// Least squares of the *relative* error, since costs range over decades, by singular value
/// decomposition, which tolerates terms that do not vary or vary together.
final class LeastSquares {
    private LeastSquares() {}

    /// The number of a cost's terms that these workloads separate.
    static int rank(Cost cost, List<Place> places) {
        if (places.isEmpty()) {
            return 0;
        }
        RealMatrix matrix =
                new Array2DRowRealMatrix(
                        places.stream().map(cost::terms).toArray(double[][]::new), false);
        scale(matrix);
        return new SingularValueDecomposition(matrix).getRank();
    }

    /// The coefficients of a cost's terms.
    ///
    /// @param values the cost of each workload, above 0
    static double[] solve(Cost cost, List<Place> places, double[] values) {
        double[][] rows = new double[places.size()][];
        for (int i = 0; i < rows.length; i++) {
            double[] terms = cost.terms(places.get(i));
            for (int k = 0; k < terms.length; k++) {
                terms[k] /= values[i];
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

    /// Normalises every column that is not 0; returns the divisors.
    private static double[] scale(RealMatrix matrix) {
        double[] scales = new double[matrix.getColumnDimension()];
        for (int k = 0; k < scales.length; k++) {
            double norm = matrix.getColumnVector(k).getNorm();
            scales[k] = norm == 0 ? 1 : norm;
            matrix.setColumnVector(k, matrix.getColumnVector(k).mapDivide(scales[k]));
        }
        return scales;
    }
}
