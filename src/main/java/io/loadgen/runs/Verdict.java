package io.loadgen.runs;

import java.util.List;

/**
 * What a run decides, and why.
 *
 * @param decision the decision
 * @param reasons each in a sentence that names the limit and the figure; empty for PASS and NONE
 */
public record Verdict(Decision decision, List<String> reasons) {
    /** Takes a copy. */
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The closed set of decisions. */
    public enum Decision {
        /** Every limit was kept. */
        PASS,
        /** A limit was broken. */
        FAIL,
        /** The figures cannot decide: measuring failed, or the generator was the limit. */
        INCONCLUSIVE,
        /** No limit was set. */
        NONE
    }
}
