package io.loadgen.history;

import io.loadgen.comparison.NotComparableException;
import io.loadgen.comparison.RunComparison;
import io.loadgen.lifecycle.UnknownRunException;
import io.loadgen.result.RunReport;
import io.loadgen.spec.InvalidSpecException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Named baselines, and that their runs are kept as long as they are named.
 *
 * <p>Any thread; blocks on the store. Whoever removes runs does so by {@link #sparing}, so that none is removed while it is
 * named.
 */
public final class Baselines {
    /** What a name is like. Names stand in addresses, beside ids of runs and {@code latest}. */
    public static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /** What the id of a run is like. */
    public static final String RUN_ID_PATTERN = "[0-9]{8}-[0-9]{6}-[0-9a-f]{4}";

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
    private static final Pattern RUN_ID = Pattern.compile(RUN_ID_PATTERN);
    private static final String LATEST = "latest";
    private static final String NAMES =
            "1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit; neither latest nor the id of a run";

    private final BaselineStore store;
    private final Function<String, Optional<RunReport>> reports;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    Baselines(BaselineStore store, Function<String, Optional<RunReport>> reports, InstantSource clock) {
        this.store = store;
        this.reports = reports;
        this.clock = clock;
    }

    /** All baselines: by name. */
    public List<Baseline> list() {
        return store.list();
    }

    /**
     * A baseline.
     *
     * @param name its name
     * @return the baseline
     * @throws UnknownBaselineException when there is none of that name
     */
    public Baseline get(String name) {
        return store.find(name).orElseThrow(() -> new UnknownBaselineException(name));
    }

    /**
     * Adds a run to a baseline, which comes to be with its first. Adding one again changes nothing.
     *
     * @param name the name of the baseline
     * @param runId a run that has ended
     * @param alone whether the runs that it had are dropped from it
     * @return the baseline as it is now
     * @throws InvalidSpecException when the name cannot be one, or the baseline is full
     * @throws UnknownRunException when there is no report of the run
     * @throws NotComparableException when the run measured nothing, or is not like the first one of the baseline
     */
    public Baseline add(String name, String runId, boolean alone) {
        if (!NAME.matcher(name).matches() || RUN_ID.matcher(name).matches() || name.equals(LATEST)) {
            throw new InvalidSpecException("name", name, NAMES);
        }
        lock.lock();
        try {
            RunReport report = report(runId);
            Instant now = clock.instant();
            Optional<Baseline> before = store.find(name);
            RunComparison.requireLatencies(report);
            Baseline after = before.filter(baseline -> !alone)
                    .map(baseline -> extended(baseline, report, now))
                    .orElseGet(() -> new Baseline(
                            name,
                            List.of(runId),
                            before.map(Baseline::createdAt).orElse(now),
                            now));
            store.save(after);
            return after;
        } finally {
            lock.unlock();
        }
    }

    private Baseline extended(Baseline baseline, RunReport added, Instant now) {
        Baseline extended = baseline.with(added.runId(), now);
        if (extended.runs().size() > Baseline.MOST_RUNS) {
            throw new InvalidSpecException(
                    "run",
                    added.runId(),
                    "one of at most " + Baseline.MOST_RUNS + " runs of a baseline, and " + baseline.name()
                            + " has as many: add it with \"alone\": true, or to another name");
        }
        reports.apply(baseline.runs().getFirst()).ifPresent(first -> RunComparison.requireAlike(added, List.of(first)));
        return extended;
    }

    private RunReport report(String runId) {
        return reports.apply(runId).orElseThrow(() -> new UnknownRunException(runId));
    }

    /**
     * Forgets a baseline. Its runs stay, and may be removed from now on.
     *
     * @param name its name
     * @throws UnknownBaselineException when there is none of that name
     */
    public void remove(String name) {
        if (!store.delete(name)) {
            throw new UnknownBaselineException(name);
        }
    }

    /** Lets runs be removed that are not in the set, which does not change meanwhile. */
    void sparing(Consumer<Set<String>> removal) {
        lock.lock();
        try {
            removal.accept(store.list().stream()
                    .flatMap(baseline -> baseline.runs().stream())
                    .collect(Collectors.toSet()));
        } finally {
            lock.unlock();
        }
    }

    /** Lets one run be removed. */
    void unlessNamed(String runId, Runnable removal) {
        lock.lock();
        try {
            store.list().stream()
                    .filter(baseline -> baseline.runs().contains(runId))
                    .findFirst()
                    .ifPresent(baseline -> {
                        throw new RunIsBaselineException(runId, baseline.name());
                    });
            removal.run();
        } finally {
            lock.unlock();
        }
    }
}
