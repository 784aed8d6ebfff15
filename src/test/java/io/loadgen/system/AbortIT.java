package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Nightly;
import io.loadgen.contract.ContractVersion;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.report.JunitReport;
import io.loadgen.report.ReportFormats;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.Environment;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.Faults;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.ServiceTime;
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
    private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

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

    @Test
    void aWorkerThatStopsPullingIsNamedEndsTheRunAndExplainsItsTimeouts() throws Exception {
        Faults faults = new Faults().onNth(Fault.STOP_PULLING, 20);
        Duration signal = Duration.ofSeconds(2);
        // The audit waits half of that for a worker that will never be idle.
        try (Laboratory laboratory = Laboratory.withAudits(
                signal, SimulatorSettings.of(ContractVersion.B).withFaults(faults))) {
            laboratory.seed(FIXTURE);
            String id = laboratory.start(spec(signal, stalledFor(SIX_SECONDS)));

            WorkerStall live = laboratory.awaitStall(id);
            assertThat(live.lasted()).isGreaterThanOrEqualTo(AbortLimits.SHORTEST_STALL);
            RunRecord run = isAborted(laboratory.awaitEnd(id), "(abortOn.workerStalledFor 6s)");

            assertThat(run.failure()).contains("room-worker took no job for");
            Measurements measured = Laboratory.result(run).measurements();
            WorkerStall stall = Objects.requireNonNull(measured.backlog().stall());
            assertThat(stall.fromMillis()).isEqualTo(live.fromMillis());
            // It went on until everything was given up.
            assertThat(stall.lasted()).isGreaterThan(SIX_SECONDS.plus(signal).minusSeconds(1));
            assertThat(stall.peakPending()).isGreaterThan(100);
            // What the pull that was under way still brought to a worker that looks at nothing.
            assertThat(stall.ackPending()).isBetween(1L, 200L);
            assertThat(ReportFormats.TEXT
                            .render(ReportBuilder.build(run, ENVIRONMENT))
                            .replaceAll("\\s+", " "))
                    .contains("requests that waited then timed out for it ("
                            + measured.measured().count(EventOutcome.EVENT_TIMEOUT) + " event timeouts and "
                            + measured.measured().count(ResultOutcome.RESULT_TIMEOUT) + " result timeouts in all)");
        }
    }

    /** It does 50 jobs a second at most: messages wait for it from the first seconds on, and it seldom has a pull waiting. */
    @Nightly
    @Test
    void aSlowWorkerIsNotOneThatStoppedPulling() throws Exception {
        SimulatorSettings slow = SimulatorSettings.of(ContractVersion.B)
                .withServiceTimes(
                        new ServiceTime.None(),
                        new ServiceTime.Constant(Duration.ofSeconds(2)),
                        (service, nanos) -> {});
        try (Laboratory laboratory = new Laboratory(slow)) {
            laboratory.seed(FIXTURE);
            RunRecord run =
                    laboratory.run(Specs.disturbed(FIXTURE.id(), 100, Duration.ofSeconds(15), Specs.AMPLE, Specs.AMPLE)
                            .withAbortOn(stalledFor(AbortLimits.SHORTEST_STALL)));

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            Measurements.BacklogSummary backlog =
                    Laboratory.result(run).measurements().backlog();
            assertThat(backlog.peakPending()).isGreaterThan(300);
            assertThat(backlog.stall()).isNull();
        }
    }

    private static AbortLimits stalledFor(Duration longest) {
        return new AbortLimits(null, null, null, null, null, null, null, longest);
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
