package io.loadgen.cli;

import io.loadgen.application.FixtureProvisioner;
import io.loadgen.application.RunStarter;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.report.ReportFormats;
import io.loadgen.result.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries one run out, from its specification to its reports.
 *
 * <p>{@link #carryOut} is called once, by one thread; {@link #stop} by any thread at any time.
 */
final class OneShotRun {
    private final OneShotProperties properties;
    private final JsonMapper json;
    private final FixtureLimits limits;
    private final FixtureProvisioner fixtures;
    private final RunStarter starts;
    private final RunManager runs;
    private final RunEnd end;
    private final RunHistory history;
    private @Nullable String fixtureInWork;
    private boolean stopped;

    OneShotRun(
            OneShotProperties properties,
            JsonMapper json,
            FixtureLimits limits,
            FixtureProvisioner fixtures,
            RunStarter starts,
            RunManager runs,
            RunEnd end,
            RunHistory history) {
        this.properties = properties;
        this.json = json;
        this.limits = limits;
        this.fixtures = fixtures;
        this.starts = starts;
        this.runs = runs;
        this.end = end;
        this.history = history;
    }

    /** Blocks until the reports are written. The text report goes to {@code out}. Empty when it was stopped before it began. */
    Optional<ExitCode> carryOut(PrintStream out) throws UsageException, IOException, InterruptedException {
        OneShotSpec spec = OneShotSpec.read(OneShotSpec.bytes(properties.spec(), System.in), json, limits);
        ReportFiles files = ReportFiles.of(properties);
        files.prepare(spec.run());
        if (!begin(spec.run().fixture())) {
            return Optional.empty();
        }
        fixtures.makeReady(spec.run().fixture(), spec.fixture(), spec.indexes(), spec.reset());
        starts.start(spec.run(), null);
        RunRecord run = end.await();
        RunReport report = history.reportOf(run);
        out.print(ReportFormats.TEXT.render(report));
        out.flush();
        files.write(report);
        return Optional.of(ExitCode.of(run));
    }

    private synchronized boolean begin(String fixture) {
        fixtureInWork = fixture;
        return !stopped;
    }

    /** Seeds nothing more, starts nothing, and ends the run that goes on. Returns when that run is over and recorded. */
    void stop() {
        String fixture;
        synchronized (this) {
            stopped = true;
            fixture = fixtureInWork;
        }
        try {
            if (fixture != null) {
                fixtures.cancel(fixture);
            }
        } finally {
            runs.close();
        }
    }
}
