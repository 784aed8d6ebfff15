package io.loadgen.engine.search.method;

import io.loadgen.result.search.SearchResult.End;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Purpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins calmly, at the least rate; then halves the range in the logarithm until the smallest rate that broke is near enough to the greatest that held beneath it, then tries the
 * held rate once more. If that breaks, it has broken, and the search goes on beneath.
 *
 * <p>Owned by one thread.
 */
public final class LoadSearch implements TrialPlan {
    private final SearchRange range;
    private final Deque<Double> opening = new ArrayDeque<>();
    private final RateBounds bounds = new RateBounds();
    private Repeats repeats = new Repeats();
    private @Nullable Step step;
    private @Nullable Purpose again;
    private @Nullable Double confirmed;
    private @Nullable String givenUp;

    /**
     * A search of which nothing is known.
     *
     * @param range where to look
     */
    public LoadSearch(SearchRange range) {
        this.range = range;
    }

    /**
     * Tells where to look next, such as at both ends of what the calm trial predicts.
     *
     * @param rates the rates to try before others; one that is outside of what is still open by then is passed over
     */
    public void tryNext(List<Double> rates) {
        opening.addAll(rates);
    }

    @Override
    public Optional<Step> next() {
        if (givenUp != null) {
            return Optional.empty();
        }
        Step before = step;
        Purpose repeat = again;
        Optional<Step> following =
                repeat != null && before != null ? Optional.of(new Step(before.ratePerSecond(), repeat)) : fresh();
        step = following.orElse(null);
        return following;
    }

    /** A rate about which nothing is known, or the held one to be confirmed. */
    private Optional<Step> fresh() {
        repeats = new Repeats();
        Optional<Double> open = openRate();
        if (open.isPresent()) {
            return open.map(rate -> new Step(rate, Purpose.PROBE));
        }
        Double held = bounds.held();
        return held == null || held.equals(confirmed)
                ? Optional.empty()
                : Optional.of(new Step(held, Purpose.CONFIRMATION));
    }

    private Optional<Double> openRate() {
        Double held = bounds.held();
        Double broke = bounds.broke();
        double low = Objects.requireNonNullElse(held, range.minRate());
        double high = Objects.requireNonNullElse(broke, range.maxRate());
        // An end of the range that no trial was made of is no bound yet.
        if (held == null && (broke == null || broke > range.minRate())) {
            return Optional.of(range.minRate());
        }
        while (!opening.isEmpty()) {
            double first = opening.removeFirst();
            if (first > low && first < high) {
                return Optional.of(first);
            }
        }
        if (held != null && low < high && !range.isNarrow(low, high)) {
            return Optional.of(SearchRange.between(low, high));
        }
        return held != null && broke == null && low < range.maxRate() ? Optional.of(range.maxRate()) : Optional.empty();
    }

    @Override
    public void ended(Outcome outcome) {
        Step made = Objects.requireNonNull(step, "next comes before");
        again = repeats.after(outcome).orElse(null);
        switch (outcome) {
            case GOOD -> {
                if (made.ratePerSecond() == Objects.requireNonNullElse(bounds.held(), 0.0)) {
                    confirmed = made.ratePerSecond();
                }
                bounds.held(made.ratePerSecond());
            }
            case BAD -> bounds.broke(made.ratePerSecond());
            case VOID, UNDECIDED -> {
                if (again == null) {
                    givenUp = gaveUp(made, outcome);
                }
            }
        }
    }

    private static String gaveUp(Step made, Outcome outcome) {
        String rate = String.format(Locale.ROOT, "%.4g/s", made.ratePerSecond());
        return outcome == Outcome.VOID
                ? "trials at " + rate + " were void " + (Repeats.MOST_VOID + 1)
                        + " times: mend what their reasons say, or give the generator more CPU"
                : "trials at " + rate + " decided nothing, neither at " + TrialPlan.Step.LONGER
                        + " times the length: mend what their reasons say, or raise trial.duration";
    }

    @Override
    public Finding finding() {
        Double held = bounds.held();
        Double broke = bounds.broke();
        boolean sure = held != null && held.equals(confirmed);
        List<String> reasons = new ArrayList<>();
        String why = givenUp;
        if (why != null) {
            reasons.add(why);
        }
        return new Finding(end(held, broke, sure), held, broke, sure, reasons);
    }

    private End end(@Nullable Double held, @Nullable Double broke, boolean sure) {
        if (held == null) {
            return broke != null && broke <= range.minRate() ? End.LEAST_TOO_MUCH : End.CANNOT_TELL;
        }
        if (!sure) {
            return End.CANNOT_TELL;
        }
        if (broke == null) {
            return held >= range.maxRate() ? End.GREATEST_HOLDS : End.CANNOT_TELL;
        }
        return range.isNarrow(held, broke) ? End.HELD_BRACKET : End.CANNOT_TELL;
    }
}
