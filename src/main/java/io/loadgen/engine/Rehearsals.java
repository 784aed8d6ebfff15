package io.loadgen.engine;

import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SustainedSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows for which traffic this process is warm: what was rehearsed and became steady is not rehearsed again for a while.
 *
 * <p>Any thread.
 */
public final class Rehearsals {
    private final RehearsalSettings settings;
    private final OpenLoop openLoop;
    private final Map<Traffic, Warm> warm = new HashMap<>();

    /**
     * A process that is cold.
     *
     * @param settings whether and how long runs are rehearsed
     * @param openLoop makes the load that is played
     */
    public Rehearsals(RehearsalSettings settings, OpenLoop openLoop) {
        this.settings = settings;
        this.openLoop = openLoop;
    }

    OpenLoop openLoop() {
        return openLoop;
    }

    RehearsalSettings settings() {
        return settings;
    }

    /** What was found when the traffic of such a run was rehearsed, if that was not too long ago. */
    synchronized Optional<RehearsalFigures> warmFor(RunSpec spec, double ratePerSecond, long nowNanos) {
        warm.values()
                .removeIf(before ->
                        nowNanos - before.atNanos() > settings.warmFor().toNanos());
        @Nullable Warm before = warm.get(Traffic.of(spec, ratePerSecond));
        return Optional.ofNullable(before).map(Warm::figures);
    }

    /** The traffic of such a run was rehearsed. */
    synchronized void ended(RunSpec spec, RehearsalFigures found, long nowNanos) {
        if (found.steady()) {
            warm.put(Traffic.of(spec, found.ratePerSecond()), new Warm(found, nowNanos));
        }
    }

    /** Makes loads of a fixed rate. */
    @FunctionalInterface
    public interface OpenLoop {
        /** A load that adds whom the pools give. */
        Load of(SustainedSpec spec, CandidatePools pools, LoadSettings settings);
    }

    /** Runs of the same traffic go the same ways through the program, equally often. */
    private record Traffic(InjectMode inject, boolean observeHandoff, int usersPerAdd, double ratePerSecond) {
        static Traffic of(RunSpec spec, double ratePerSecond) {
            return new Traffic(spec.inject(), spec.observeHandoff(), spec.usersPerAdd(), ratePerSecond);
        }
    }

    private record Warm(RehearsalFigures figures, long atNanos) {}
}
