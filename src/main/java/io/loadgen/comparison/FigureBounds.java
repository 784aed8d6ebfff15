package io.loadgen.comparison;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Between which values a figure of a run lies. Both are equal unless requests were lost: each of them took at least as long as it was
 * waited for, which is {@code lower}, and at most for ever, which is {@code upper}.
 *
 * @param lower with every loss at the time that it was waited for
 * @param upper with every loss at infinity; infinite when the figure falls among losses
 */
record FigureBounds(double lower, double upper) {
    static FigureBounds exactly(double value) {
        return new FigureBounds(value, value);
    }

    FigureBounds map(DoubleUnaryOperator rising) {
        return new FigureBounds(rising.applyAsDouble(lower), rising.applyAsDouble(upper));
    }

    /** The bounds of the mean. */
    static FigureBounds mean(List<FigureBounds> all) {
        return new FigureBounds(
                all.stream().mapToDouble(FigureBounds::lower).average().orElseThrow(),
                all.stream().mapToDouble(FigureBounds::upper).average().orElseThrow());
    }
}
