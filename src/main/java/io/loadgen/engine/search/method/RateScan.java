package io.loadgen.engine.search.method;

import io.loadgen.result.search.SearchResult.End;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries each of some rates, in the order given: for the curve, and for a bracket as narrow as the steps are.
 *
 * <p>Owned by one thread.
 */
public final class RateScan implements TrialPlan {
    private final List<Double> rates;
    private final RateBounds bounds = new RateBounds();
    private final List<String> undecided = new ArrayList<>();
    private Repeats repeats = new Repeats();
    private int at;
    private @Nullable Step step;
    private @Nullable Purpose again;

    /**
     * A scan.
     *
     * @param rates the rates, one or more
     */
    public RateScan(List<Double> rates) {
        this.rates = List.copyOf(rates);
    }

    @Override
    public Optional<Step> next() {
        Purpose repeat = again;
        if (repeat == null) {
            repeats = new Repeats();
        }
        step = at == rates.size() ? null : new Step(rates.get(at), Objects.requireNonNullElse(repeat, Purpose.PROBE));
        return Optional.ofNullable(step);
    }

    @Override
    public void ended(Outcome outcome) {
        double rate = Objects.requireNonNull(step, "next comes before").ratePerSecond();
        again = repeats.after(outcome).orElse(null);
        if (again != null) {
            return;
        }
        at++;
        switch (outcome) {
            case GOOD -> bounds.held(rate);
            case BAD -> bounds.broke(rate);
            case VOID, UNDECIDED ->
                undecided.add(String.format(Locale.ROOT, "the step of %.4g/s decided nothing: see its reasons", rate));
        }
    }

    @Override
    public Finding finding() {
        Double held = bounds.held();
        Double broke = bounds.broke();
        return new Finding(end(held, broke), held, broke, false, undecided);
    }

    private End end(@Nullable Double held, @Nullable Double broke) {
        if (at < rates.size() || (held == null && broke == null)) {
            return End.CANNOT_TELL;
        }
        if (held == null) {
            return rates.getFirst().equals(broke) ? End.LEAST_TOO_MUCH : End.CANNOT_TELL;
        }
        if (broke != null) {
            return End.HELD_BRACKET;
        }
        return held.equals(rates.getLast()) ? End.GREATEST_HOLDS : End.CANNOT_TELL;
    }
}
