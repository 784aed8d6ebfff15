package io.loadgen.engine.search.method;

/**
 * Where a rate is looked for, and how closely.
 *
 * @param minRate the least rate, above 0
 * @param maxRate the greatest, above {@code minRate}
 * @param width how far the rate that breaks may be above the one that holds, as a share of that
 */
public record SearchRange(double minRate, double maxRate, double width) {
    /** Checks the numbers. */
    public SearchRange {
        if (!(minRate > 0 && maxRate > minRate && width > 0)) {
            throw new IllegalArgumentException(
                    "need 0 < minRate < maxRate and 0 < width, was " + minRate + ", " + maxRate + ", " + width);
        }
    }

    boolean isNarrow(double low, double high) {
        return high / low - 1 <= width;
    }

    /** Between two rates, as far from one as from the other in the logarithm; of three digits where they are that far apart. */
    static double between(double low, double high) {
        double middle = Math.sqrt(low * high);
        double digit = Math.pow(10, Math.floor(Math.log10(middle)) - 2);
        double rounded = Math.round(middle / digit) * digit;
        double exact = Math.round(rounded * 1e6) / 1e6;
        return exact > low && exact < high ? exact : middle;
    }
}
