package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.report.JunitReport;
import io.loadgen.report.ReportFormats;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.Environment;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A limit that is passed in mid-run ends the run, which drains, audits and reports what it measured. */
@Timeout(300)
class AbortIT {
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("aborts", 42, SandboxSettings.DEFAULT_SITE, 10, 3, 300, 400);
    private static final Environment ENVIRONMENT =
            new Environment("test", "25", 2, "Linux", "here", "B", null, SandboxSettings.DEFAULT_SITE, Map.of());
    private static final int PLANNED = 3_000;

    @Test
    void aRunWithoutRepliesIsAbortedOnItsErrors() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            laboratory.seed(FIXTURE);
            String id = laboratory.start(spec(Specs.AMPLE, limits(0.5, null, null)));
            laboratory.awaitEvents(id, 50);
            laboratory.sandbox().platform().stopRoomService();

            RunRecord run = isAborted(laboratory.awaitEnd(id), "are without their event");
            RunReport report = ReportBuilder.build(run, ENVIRONMENT);
            assertThat(ReportFormats.TEXT.render(report))
                    .contains("ABORTED", "Failure", "abortOn.errorRate", "Verdict: INCONCLUSIVE", "Abort conditions");
            assertThat(JunitReport.render(report)).contains("the run is ABORTED: ");
        }
    }

    @Test
    void aBacklogThatGrowsEndsTheRun() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            laboratory.seed(FIXTURE);
            String id = laboratory.start(spec(Specs.AMPLE, limits(null, 300L, null)));
            laboratory.awaitEvents(id, 20);
            laboratory.sandbox().platform().stallRoomWorker(Duration.ofSeconds(10));

            isAborted(laboratory.awaitEnd(id), "messages before it (abortOn.backlog 300)");
        }
    }

    @Test
    void aLastingLossOfTheConnectionEndsTheRun() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            laboratory.seed(FIXTURE);
            AbortLimits limits = limits(null, null, Duration.ofSeconds(2));
            String id = laboratory.start(spec(Specs.LIMITED, limits));
            laboratory.awaitEvents(id, 20);
            laboratory.sandbox().nats().kill();

            isAborted(laboratory.awaitEnd(id), "no connection to NATS for 2 s");
        }
    }

    private static RunRecord isAborted(RunRecord run, String reason) {
        assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.ABORTED);
        assertThat(run.failure()).contains(reason);
        RunResult result = Laboratory.result(run);
        assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
        assertThat(result.verdict().reasons().getFirst())
                .isEqualTo("the run was aborted: " + Objects.requireNonNull(run.failure()));
        Books books = result.measurements().measured();
        assertThat(books.residues()).isEmpty();
        assertThat(books.planned()).isEqualTo(PLANNED);
        assertThat(books.count(Disposition.SENT)).isBetween(20L, PLANNED - 1L);
        assertThat(books.count(Disposition.ABORTED)).isPositive();
        return run;
    }

    private static SustainedSpec spec(Duration signal, AbortLimits limits) {
        return Specs.disturbed(FIXTURE.id(), 100, Duration.ofSeconds(30), signal, signal)
                .withAbortOn(limits);
    }

    private static AbortLimits limits(
            @Nullable Double errorRate, @Nullable Long backlog, @Nullable Duration disconnectedFor) {
        return new AbortLimits(errorRate, Duration.ofSeconds(2), 20L, backlog, null, null, disconnectedFor, null);
    }
}
