package io.loadgen.result.arrivals;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The distances of the requests that were really sent, held against the plan: of a sample spread over the measured window.
 *
 * <p>Immutable; any thread.
 *
 * @param gaps how many distances were looked at
 * @param meanGapMillis their mean
 * @param gapErrorP50Millis by how much they differ from the planned distance, median
 * @param gapErrorP99Millis the same, 99th percentile
 * @param poisson whether they follow the law; null where none was asked for, and where they are too few
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ArrivalFigures(
        int gaps,
        double meanGapMillis,
        double gapErrorP50Millis,
        double gapErrorP99Millis,
        @Nullable LawTest poisson) {
    /** A law that holds is refused by chance in one of a thousand runs. */
    public static final double LEAST_P_VALUE = 0.001;

    /** In a sentence. */
    public String words() {
        String differences = String.format(
                Locale.ROOT,
                "%d gaps of mean %.3f ms, off their plan by p50 %.3f ms, p99 %.3f ms",
                gaps,
                meanGapMillis,
                gapErrorP50Millis,
                gapErrorP99Millis);
        return poisson == null ? differences : differences + "; " + poisson.words();
    }

    /** What was not as planned: empty where nothing was, or nothing is known. */
    public Optional<String> notAsPlanned() {
        return poisson == null || poisson.holds()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the arrivals were not what was planned: %d gaps between sends are %s (p limit %s)",
                        gaps,
                        poisson.words(),
                        LEAST_P_VALUE));
    }

    /**
     * An Anderson–Darling test of the hypothesis that gaps are exponential, their mean unknown.
     *
     * @param statistic A², modified for the number of gaps
     * @param pValue the probability of such a statistic or a greater one where the hypothesis holds
     */
    public record LawTest(double statistic, double pValue) {
        /** Whether nothing speaks against the law. */
        public boolean holds() {
            return pValue >= LEAST_P_VALUE;
        }

        String words() {
            return String.format(
                    Locale.ROOT,
                    "%s (Anderson-Darling A^2 %.2f, p %s)",
                    holds() ? "exponential, as planned" : "not exponential",
                    statistic,
                    pValue < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", pValue));
        }
    }
}
