package io.loadgen.reporting;

import io.loadgen.reporting.Comparison.LossChange;
import io.loadgen.reporting.Comparison.Outcome;
import io.loadgen.reporting.Comparison.PercentileChange;
import io.loadgen.reporting.Comparison.SignalChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a comparison comes to, and how it is said. The headline is the response time of E2, losses with it. Pure. */
final class Conclusion {
    private static final String HEADLINE = "E2";

    private record Finding(Outcome outcome, double strength, String sentence) {}

    private Conclusion() {}

    static Outcome outcome(List<SignalChange> signals) {
        Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
        findings(signals).forEach(finding -> seen.add(finding.outcome()));
        if (seen.contains(Outcome.SLOWER) && seen.contains(Outcome.FASTER)) {
            return Outcome.MIXED;
        }
        return List.of(Outcome.SLOWER, Outcome.FASTER, Outcome.UNCERTAIN, Outcome.SAME).stream()
                .filter(seen::contains)
                .findFirst()
                .orElse(Outcome.NOT_JUDGED);
    }

    static String sentence(List<SignalChange> signals) {
        Outcome outcome = outcome(signals);
        return switch (outcome) {
            case SLOWER, FASTER, UNCERTAIN -> strongest(signals, outcome);
            case MIXED -> strongest(signals, Outcome.SLOWER) + "; but " + strongest(signals, Outcome.FASTER);
            case SAME -> "E2 is the same: no percentile of its response time differs by more than the noise";
            case NOT_JUDGED -> "nothing can be said: there are too few seconds or samples, or all was lost";
        };
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
                .filter(change ->
                        change.signal().equals(HEADLINE) && change.basis().equals("response"))
                .findFirst();
    }

    /** Strength is the difference in widths of its interval. */
    private static Finding finding(PercentileChange change) {
        Double low = change.lowPercent();
        Double high = change.highPercent();
        double width = low == null || high == null ? Double.POSITIVE_INFINITY : high - low;
        return new Finding(change.outcome(), Math.abs(change.differencePercent()) / width, change.sentence());
    }

    static String sentence(
            String name,
            Outcome outcome,
            double percent,
            @Nullable Double low,
            @Nullable Double high,
            double floor,
            String whyNot) {
        if (outcome == Outcome.NOT_JUDGED || low == null || high == null) {
            return name + " is not judged: " + whyNot;
        }
        boolean faster = percent < 0;
        String interval = faster ? interval(-high, -low) : interval(low, high);
        String change = name + " is " + number(Math.abs(percent)) + " % " + (faster ? "faster" : "slower") + ", "
                + interval + ": ";
        return switch (outcome) {
            case SLOWER, FASTER, MIXED -> change + outcome.name().toLowerCase(Locale.ROOT);
            case SAME -> change + "the same, within noise of " + number(floor) + " %";
            case UNCERTAIN, NOT_JUDGED -> change + "undecided, with noise of " + number(floor) + " %";
        };
    }

    private static String interval(double low, double high) {
        return "95 % interval " + number(low) + " to " + number(high) + " %";
    }

    static String lossSentence(String signal, Outcome outcome, double before, double after) {
        String shares = signal + " was lost in " + number(after) + " % of requests, against " + number(before) + " %: ";
        return switch (outcome) {
            case SLOWER -> shares + "more losses";
            case FASTER -> shares + "fewer losses";
            case SAME -> shares + "the same";
            case UNCERTAIN, MIXED, NOT_JUDGED -> shares + "undecided";
        };
    }

    /** Two digits that say something. */
    static String number(double percent) {
        String format = Math.abs(percent) < 0.095 ? "%.2f" : Math.abs(percent) < 9.95 ? "%.1f" : "%.0f";
        String shown = String.format(Locale.ROOT, format, percent);
        return shown.matches("-0\\.?0*") ? shown.substring(1) : shown;
    }
}
