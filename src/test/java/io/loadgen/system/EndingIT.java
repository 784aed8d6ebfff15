package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.ReplyOutcome;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunResult;
import io.loadgen.runs.RunState;
import io.loadgen.runs.Verdict;
import io.loadgen.sandbox.SimulatorSettings;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a run ends, it leaves a report of what it measured, and nothing else. */
@Timeout(120)
class EndingIT {
    @Test
    void aStoppedRunDrainsAndReports() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            String id = startLongRun(laboratory);
            laboratory.runs().stop(id);
            RunRecord run = laboratory.awaitEnd(id);

            assertThat(run.state()).isEqualTo(RunState.STOPPED);
            LedgerSnapshot books = booksOf(run);
            assertThat(books.residues()).isEmpty();
            assertThat(books.planned()).isEqualTo(6000);
            assertThat(books.count(Disposition.ABORTED)).isPositive();
            assertThat(books.count(EventOutcome.EVENT)).isEqualTo(books.count(Disposition.SENT));
        }
        assertThat(threadsOfRuns()).isEmpty();
    }

    @Test
    void aServiceThatEndsInMidRunKeepsTheReport() throws Exception {
        String id;
        RunRecord run;
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            id = startLongRun(laboratory);
            laboratory.runs().close();
            run = laboratory.awaitEnd(id);
        }
        assertThat(run.state()).isEqualTo(RunState.STOPPED);
        assertThat(booksOf(run).residues()).isEmpty();
        assertThat(booksOf(run).count(EventOutcome.EVENT)).isPositive();
        assertThat(threadsOfRuns()).isEmpty();
    }

    @Test
    void aKilledNatsLeavesBalancedBooksAndNoVerdictToTrust() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            String id = startLongRun(laboratory);
            laboratory.sandbox().nats().kill();
            laboratory.runs().stop(id);
            RunRecord run = laboratory.awaitEnd(id);

            LedgerSnapshot books = booksOf(run);
            assertThat(books.residues()).isEmpty();
            assertThat(books.count(Disposition.SENT)).isPositive();
            RunResult result = Laboratory.result(run);
            assertThat(result.health().disconnects()).isEqualTo(1);
            long unanswered = books.count(ReplyOutcome.REPLY_TIMEOUT) + books.count(EventOutcome.EVENT_TIMEOUT);
            if (unanswered > 0) {
                assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
            }
        }
        assertThat(threadsOfRuns()).isEmpty();
    }

    /** A minute at 100/s; well into its measured part. */
    private static String startLongRun(Laboratory laboratory) throws Exception {
        FixturePlan plan = laboratory.seed("members-medium");
        String id =
                laboratory.start(Specs.sustained(plan.spec().id(), 100, Duration.ofMinutes(1), Duration.ofSeconds(1)));
        laboratory.awaitState(id, RunState.MEASURING);
        return id;
    }

    private static LedgerSnapshot booksOf(RunRecord run) {
        RunResult result = Laboratory.result(run);
        return result.measurements().warmup().plus(result.measurements().measured());
    }

    private static Set<String> threadsOfRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("run-") || name.startsWith("nats"))
                .collect(Collectors.toSet());
    }
}
