package io.loadgen.growth;

/**
 * A polynomial of chosen powers through weighted points, by least squares (normal equations; there are at most four powers, and x is to be
 * about 1 at most). Immutable; any thread.
 */
final class PolynomialFit {
    private final int[] powers;
    private final double[] factors;
    private final double[][] inverse;
    private final double squares;

    private PolynomialFit(int[] powers, double[] factors, double[][] inverse, double squares) {
        this.powers = powers;
        this.factors = factors;
        this.inverse = inverse;
        this.squares = squares;
    }

    static PolynomialFit of(double[] x, double[] y, double[] weights, int... powers) {
        int terms = powers.length;
        double[][] normal = new double[terms][terms];
        double[] right = new double[terms];
        for (int point = 0; point < x.length; point++) {
            for (int row = 0; row < terms; row++) {
                double term = weights[point] * Math.pow(x[point], powers[row]);
                right[row] += term * y[point];
                for (int column = 0; column < terms; column++) {
                    normal[row][column] += term * Math.pow(x[point], powers[column]);
                }
            }
        }
        double[][] inverse = inverse(normal);
        double[] factors = new double[terms];
        for (int row = 0; row < terms; row++) {
            for (int column = 0; column < terms; column++) {
                factors[row] += inverse[row][column] * right[column];
            }
        }
        double squares = 0;
        for (int point = 0; point < x.length; point++) {
            double off = y[point] - value(powers, factors, x[point]);
            squares += weights[point] * off * off;
        }
        return new PolynomialFit(powers, factors, inverse, squares);
    }

    /** Gauss and Jordan; a matrix of normal equations needs no pivoting. */
    private static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        double[][] inverse = new double[size][size];
        for (int row = 0; row < size; row++) {
            inverse[row][row] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            double divisor = matrix[pivot][pivot];
            for (int column = 0; column < size; column++) {
                matrix[pivot][column] /= divisor;
                inverse[pivot][column] /= divisor;
            }
            for (int row = 0; row < size; row++) {
                double factor = row == pivot ? 0 : matrix[row][pivot];
                for (int column = 0; column < size; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                    inverse[row][column] -= factor * inverse[pivot][column];
                }
            }
        }
        return inverse;
    }

    private static double value(int[] powers, double[] factors, double x) {
        double value = 0;
        for (int term = 0; term < powers.length; term++) {
            value += factors[term] * Math.pow(x, powers[term]);
        }
        return value;
    }

    double at(double x) {
        return value(powers, factors, x);
    }

    /** What is multiplied with a power of x; 0 of one that it has not. */
    double factor(int power) {
        for (int term = 0; term < powers.length; term++) {
            if (powers[term] == power) {
                return factors[term];
            }
        }
        return 0;
    }

    int terms() {
        return powers.length;
    }

    /** The weighted squares of what the points are off by. */
    double squares() {
        return squares;
    }

    /** The variance of its value, in units of the variance of a point of weight 1. */
    double varianceAt(double x) {
        double variance = 0;
        for (int row = 0; row < powers.length; row++) {
            for (int column = 0; column < powers.length; column++) {
                variance += inverse[row][column] * Math.pow(x, powers[row]) * Math.pow(x, powers[column]);
            }
        }
        return variance;
    }
}
