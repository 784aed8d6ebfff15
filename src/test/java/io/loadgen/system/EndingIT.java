package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Threads;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Books;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.SimulatorSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a run ends, it leaves a report of what it measured, and nothing else. */
@Timeout(300)
class EndingIT {
    @Test
    void aStoppedRunDrainsAndReports() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            String id = startLongRun(laboratory, Specs.AMPLE);
            laboratory.runs().stop(id);
            RunRecord run = laboratory.awaitEnd(id);

            assertThat(run.state()).isEqualTo(RunState.STOPPED);
            Books books = booksOf(run);
            assertThat(books.residues()).isEmpty();
            assertThat(books.planned()).isEqualTo(6000);
            assertThat(books.count(Disposition.ABORTED)).isPositive();
            assertThat(books.count(EventOutcome.EVENT)).isEqualTo(books.count(Disposition.SENT));
        }
        Threads.areGone("run-", "nats");
    }

    @Test
    void aServiceThatEndsInMidRunKeepsTheReport() throws Exception {
        String id;
        RunRecord run;
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            id = startLongRun(laboratory, Specs.AMPLE);
            laboratory.awaitEvents(id, 10);
            laboratory.runs().close();
            run = laboratory.awaitEnd(id);
        }
        assertThat(run.state()).isEqualTo(RunState.STOPPED);
        assertThat(booksOf(run).residues()).isEmpty();
        assertThat(booksOf(run).count(EventOutcome.EVENT)).isPositive();
        Threads.areGone("run-", "nats");
    }

    @Test
    void aKilledNatsLeavesBalancedBooksAndNoVerdictToTrust() throws Exception {
        // Without a worker every request is under way when NATS dies, whoever notices that first.
        try (Laboratory laboratory =
                Laboratory.withAudits(Duration.ofSeconds(2), SimulatorSettings.of(ContractVersion.B))) {
            laboratory.sandbox().platform().stopRoomWorker();
            laboratory.beCareless(true);
            String id = startLongRun(laboratory, Specs.LIMITED);
            laboratory.awaitOutstanding(id, 10);
            laboratory.sandbox().nats().kill();
            laboratory.runs().stop(id);
            RunRecord run = laboratory.awaitEnd(id);

            Books books = booksOf(run);
            assertThat(books.residues()).isEmpty();
            assertThat(books.count(EventOutcome.EVENT)).isLessThan(books.count(Disposition.SENT));
            assertThat(books.count(ReplyOutcome.REPLY_TIMEOUT) + books.count(EventOutcome.EVENT_TIMEOUT))
                    .as("requests that came to nothing, of %s", books)
                    .isGreaterThanOrEqualTo(10);
            RunResult result = Laboratory.result(run);
            ConnectionGaps connection = result.measurements().irregularities().connection();
            assertThat(connection.gaps()).hasSize(1);
            assertThat(connection.unheardSignals())
                    .isPositive()
                    .isEqualTo(books.count(ReplyOutcome.REPLY_TIMEOUT)
                            + books.count(EventOutcome.EVENT_TIMEOUT)
                            + books.count(ResultOutcome.RESULT_TIMEOUT));
            assertThat(result.health().disconnects()).isEqualTo(1);
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
            assertThat(result.verdict().reasons()).anyMatch(reason -> reason.contains("without a connection"));
        }
        Threads.areGone("run-", "nats");
    }

    /** A minute at 100/s; well into its measured part. */
    private static String startLongRun(Laboratory laboratory, Duration timeout) throws Exception {
        FixturePlan plan = laboratory.seed("members-medium");
        String id = laboratory.start(Specs.disturbed(plan.spec().id(), 100, Duration.ofMinutes(1), timeout, timeout));
        laboratory.awaitState(id, RunState.MEASURING);
        return id;
    }

    private static Books booksOf(RunRecord run) {
        RunResult result = Laboratory.result(run);
        return result.measurements().warmup().plus(result.measurements().measured());
    }
}
