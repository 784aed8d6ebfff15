package io.loadgen.result;

import org.jspecify.annotations.Nullable;

/**
 * What a run came to, in short: what lists show of a run whose figures are not at hand.
 *
 * <p>Immutable; any thread.
 *
 * @param verdict the decision
 * @param client what befell the client's own side, null for a run whose process ended before it
 */
public record RunOutcome(Verdict verdict, @Nullable SessionHealth client) {
    public static RunOutcome of(RunResult result) {
        return new RunOutcome(result.verdict(), result.health());
    }
}
