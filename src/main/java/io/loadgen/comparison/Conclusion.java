package io.loadgen.comparison;

import io.loadgen.comparison.Comparison.LossChange;
import io.loadgen.comparison.Comparison.Outcome;
import io.loadgen.comparison.Comparison.PercentileChange;
import io.loadgen.comparison.Comparison.SignalChange;
import io.loadgen.result.Counts;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison comes to, and how it is said. The headline is the response time of E2, losses with it.
 *
 * @param outcome all findings of the headline together
 * @param sentence the same in words
 * @param repeats as many runs of each side, in turn, could tell what was not told; empty when it was, or when no number would
 */
public record Conclusion(Outcome outcome, String sentence, OptionalInt repeats) {
    private static final SignalBasis HEADLINE = new SignalBasis(Signal.EVENT, Basis.RESPONSE);

    /** As many as a comparison takes of a side. */
    private static final int MOST_REPEATS = 20;

    private record Finding(Outcome outcome, double strength, String sentence) {}

    static Conclusion of(List<SignalChange> signals, Changes changes) {
        Outcome outcome = outcome(signals);
        OptionalInt repeats = repeats(outcome, changes);
        return new Conclusion(outcome, sentence(signals, outcome, repeats, changes.design()), repeats);
    }

    private static Outcome outcome(List<SignalChange> signals) {
        Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
        findings(signals).forEach(finding -> seen.add(finding.outcome()));
        return together(seen);
    }

    /** What findings come to that hold at once. */
    static Outcome together(Set<Outcome> seen) {
        if (seen.contains(Outcome.SLOWER) && seen.contains(Outcome.FASTER)) {
            return Outcome.MIXED;
        }
        return List.of(Outcome.SLOWER, Outcome.FASTER, Outcome.UNCERTAIN, Outcome.CANNOT_TELL, Outcome.SAME).stream()
                .filter(seen::contains)
                .findFirst()
                .orElse(Outcome.NOT_JUDGED);
    }

    /** At the spread known, the fewest that would tell the clearest difference; where none is known, the fewest that know one. */
    private static OptionalInt repeats(Outcome outcome, Changes changes) {
        return switch (outcome) {
            case CANNOT_TELL -> OptionalInt.of(RunDesign.LEAST_IN_TURN);
            case UNCERTAIN ->
                IntStream.rangeClosed(RunDesign.LEAST_IN_TURN, MOST_REPEATS)
                        .filter(runs -> changes.figures()
                                .filter(figure -> figure.key().equals(HEADLINE))
                                .filter(figure -> changes.outcome(figure) == Outcome.UNCERTAIN)
                                .anyMatch(figure -> changes.of(figure).isToldBy(runs, changes.level(figure))))
                        .findFirst();
            case SLOWER, FASTER, MIXED, SAME, NOT_JUDGED -> OptionalInt.empty();
        };
    }

    private static String sentence(List<SignalChange> signals, Outcome outcome, OptionalInt repeats, RunDesign design) {
        return switch (outcome) {
            case SLOWER, FASTER -> strongest(signals, outcome);
            case UNCERTAIN -> strongest(signals, outcome) + "; " + advice(repeats);
            case CANNOT_TELL ->
                "cannot tell from " + design.order().words() + ": " + strongest(signals, outcome)
                        + ", and how far runs lie apart without a change is not known; it takes at least "
                        + RunDesign.LEAST_IN_TURN + " runs of each side, in turn, or " + RunDesign.LEAST_SERIES
                        + " other runs of the series in the history, which has " + design.seriesRuns();
            case MIXED -> strongest(signals, Outcome.SLOWER) + "; but " + strongest(signals, Outcome.FASTER);
            case SAME -> "E2 is the same: no percentile of its response time differs by more than single runs do";
            case NOT_JUDGED -> "nothing can be said: there are too few seconds or samples, or all was lost";
        };
    }

    private static String advice(OptionalInt repeats) {
        return repeats.isPresent()
                ? repeats.getAsInt() + " runs of each side, in turn, would tell so large a difference"
                : "more than " + MOST_REPEATS + " runs of each side would be needed to tell so small a difference";
    }

    private static String strongest(List<SignalChange> signals, Outcome outcome) {
        return findings(signals).stream()
                .filter(finding -> finding.outcome() == outcome)
                .max(Comparator.comparingDouble(Finding::strength))
                .map(Finding::sentence)
                .orElse("");
    }

    private static List<Finding> findings(List<SignalChange> signals) {
        List<Finding> findings = new ArrayList<>();
        headline(signals).ifPresent(change -> {
            change.percentiles().stream().map(Conclusion::finding).forEach(findings::add);
            LossChange losses = change.losses();
            if (losses != null) {
                findings.add(new Finding(losses.outcome(), 0, losses.sentence()));
            }
        });
        return findings;
    }

    private static Optional<SignalChange> headline(List<SignalChange> signals) {
        return signals.stream()
                .filter(change -> change.signal().equals(HEADLINE.signal().symbol())
                        && change.basis().equals(Counts.camelCase(HEADLINE.basis())))
                .findFirst();
    }

    /** Strength is the difference in widths of its interval, or where there is none, the difference. */
    private static Finding finding(PercentileChange change) {
        Double low = change.lowPercent();
        Double high = change.highPercent();
        double width = low == null || high == null ? 1 : high - low;
        return new Finding(change.outcome(), Math.abs(change.differencePercent()) / width, change.sentence());
    }

    static String sentence(
            String name,
            double percent,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double noise,
            Outcome outcome,
            String whyNot) {
        String change = name + " is " + number(Math.abs(percent)) + " % " + (percent < 0 ? "faster" : "slower");
        String interval = percent < 0 ? interval(negated(high), negated(low)) : interval(low, high);
        String all = change + ", 95 % interval " + interval + ": ";
        return switch (outcome) {
            case NOT_JUDGED -> name + " is not judged: " + whyNot;
            case CANNOT_TELL -> change;
            case SLOWER, FASTER, MIXED -> all + outcome.name().toLowerCase(Locale.ROOT);
            case SAME -> all + "the same, since single runs differ by " + number(noise) + " %";
            case UNCERTAIN -> all + "undecided, since single runs differ by " + number(noise) + " %";
        };
    }

    private static @Nullable Double negated(@Nullable Double end) {
        return end == null ? null : (Double) (-end);
    }

    /** An interval, without its bound where it has none. */
    public static String interval(@Nullable Double low, @Nullable Double high) {
        if (low == null) {
            return high == null ? "-" : number(high) + " % at most";
        }
        return high == null ? number(low) + " % or more" : number(low) + " to " + number(high) + " %";
    }

    static String lossSentence(String signal, Outcome outcome, double before, double after) {
        String shares = signal + " was lost in " + number(after) + " % of requests, against " + number(before) + " %: ";
        return switch (outcome) {
            case SLOWER -> shares + "more losses";
            case FASTER -> shares + "fewer losses";
            case SAME -> shares + "the same";
            case UNCERTAIN, MIXED, CANNOT_TELL, NOT_JUDGED -> shares + "undecided";
        };
    }

    /** Two digits that say something; a dash for nothing. */
    public static String number(@Nullable Double percent) {
        if (percent == null) {
            return "-";
        }
        String format = Math.abs(percent) < 0.095 ? "%.2f" : Math.abs(percent) < 9.95 ? "%.1f" : "%.0f";
        String shown = String.format(Locale.ROOT, format, percent);
        return shown.matches("-0\\.?0*") ? shown.substring(1) : shown;
    }
}
