package io.loadgen.result.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.latency.FigureText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * What a search for the highest rate that holds came to: the bracket, and every trial that it rests on.
 *
 * <p>Immutable; any thread.
 *
 * @param end how it ended
 * @param heldPerSecond the greatest rate that held and has no smaller rate beneath it that broke, null where none held
 * @param brokePerSecond the smallest rate that broke, null where none did
 * @param width how far the second is above the first, as a share of the first; null where one of them is missing
 * @param limit the limit that broke there, null where none did
 * @param confirmation the number of the trial at the held rate in fresh rooms that held, too; null where there was none
 * @param atMost what it was to take at most, known before its first trial
 * @param candidates how many candidates all trials took
 * @param seconds how long they took, waiting for the backlog included
 * @param reasons why it ended so, and where it cannot tell, what it would take; each in a sentence
 * @param trials all of them, in their order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchResult(
        End end,
        @Nullable Double heldPerSecond,
        @Nullable Double brokePerSecond,
        @Nullable Double width,
        @Nullable String limit,
        @Nullable Integer confirmation,
        Demand atMost,
        long candidates,
        double seconds,
        List<String> reasons,
        List<Trial> trials) {
    /** Takes copies. */
    public SearchResult {
        reasons = List.copyOf(reasons);
        trials = List.copyOf(trials);
    }

    /** How a search can end. The last three are results, too. */
    @EnumNaming(LowerCamelCaseStrategy.class)
    public enum End {
        /** One rate held and one above it broke. */
        HELD_BRACKET("held bracket"),
        /** Even the least rate of the range broke. */
        LEAST_TOO_MUCH("the least rate is already too much"),
        /** Even the greatest rate of the range held. */
        GREATEST_HOLDS("the greatest still holds"),
        /** A trial that is needed decided nothing, or time, candidates or rooms came to an end. */
        CANNOT_TELL("cannot tell");

        private final String words;

        End(String words) {
            this.words = words;
        }

        /** The name of the result in prose. */
        public String words() {
            return words;
        }
    }

    /** What a trial says of its rate. */
    @EnumNaming(LowerCamelCaseStrategy.class)
    public enum Outcome {
        /** Every limit was kept, whatever became of what is missing. */
        GOOD,
        /** A limit was broken, and the generator cannot have caused it. */
        BAD,
        /** With what is missing counted as good it would hold, counted as bad it would not. */
        UNDECIDED,
        /** Measuring failed, or the generator did not offer the load: it says nothing of the platform. */
        VOID
    }

    /** What a trial was for. */
    @EnumNaming(LowerCamelCaseStrategy.class)
    public enum Purpose {
        /** A rate that was not tried yet. */
        PROBE,
        /** The one before was void. */
        REPEAT,
        /** The one before was undecided: the same for longer. */
        LONGER,
        /** The held rate once more. */
        CONFIRMATION
    }

    /**
     * What a search can take.
     *
     * @param trials how many trials, those that are repeated included
     * @param candidates how many candidates
     * @param seconds how long
     */
    public record Demand(int trials, long candidates, double seconds) {}

    /**
     * One measured window of a search.
     *
     * @param number from 1 on
     * @param ratePerSecond the rate asked for
     * @param purpose what it was for
     * @param outcome what it says
     * @param reasons why, each in a sentence
     * @param limit the first limit that broke, null where none did
     * @param endedEarly whether it was ended as soon as it could not hold any more
     * @param rooms how many fresh rooms it had
     * @param requests measured requests that were handed over
     * @param goodShare the share of them within the strictest limit of latency, 0 to 1; null where there is none, or none was measured
     * @param e2P50Millis median of the response time to the event, null where there is none
     * @param e2P99Millis the same of one in a hundred
     * @param backlogSlope requests a second by which what was under way grew, null where the window was too short to tell
     * @param stageMeansMillis mean of each stage over all requests, by its name; none where the handoff was not observed
     * @param candidates how many candidates it took
     * @param seconds how long it took, waiting for the backlog included
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Trial(
            int number,
            double ratePerSecond,
            Purpose purpose,
            Outcome outcome,
            List<String> reasons,
            @Nullable String limit,
            boolean endedEarly,
            int rooms,
            long requests,
            @Nullable Double goodShare,
            @Nullable Double e2P50Millis,
            @Nullable Double e2P99Millis,
            @Nullable Double backlogSlope,
            Map<String, Double> stageMeansMillis,
            long candidates,
            double seconds) {
        /** Takes copies. */
        public Trial {
            reasons = List.copyOf(reasons);
            stageMeansMillis = Map.copyOf(stageMeansMillis);
        }
    }

    /** How far it is, such as {@code trial 3: 141.0/s held, 274.0/s broke}. */
    public String words() {
        return "trial " + trials.size() + ": "
                + (heldPerSecond == null ? "no rate held" : FigureText.rate(heldPerSecond) + "/s held") + ", "
                + (brokePerSecond == null ? "none broke" : FigureText.rate(brokePerSecond) + "/s broke");
    }

    /** The trial that confirmed the held rate. */
    public Optional<Trial> confirmed() {
        return trials.stream()
                .filter(trial -> confirmation != null && trial.number() == confirmation)
                .findFirst();
    }
}
