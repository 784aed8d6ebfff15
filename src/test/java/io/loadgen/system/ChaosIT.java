package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.report.ReportFormats;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.system.ChaosBench.Blow;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One of the service, NATS and MongoDB is killed or frozen at a random moment of a run: afterwards the run has ended, its report is there
 * and its books balance, its fixture set can be removed, and documents of others are as they were. {@code -Dloadgen.chaos.seed=…} repeats
 * a trial.
 */
@Timeout(3_600)
@Order(1) // long: none is to be left alone at the end
class ChaosIT {
    private static final int TRIALS = Boolean.getBoolean("loadgen.tests.all") ? 200 : 20;
    private static final long SECOND = 1_000_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(ChaosIT.class);

    private static final List<Blow> BLOWS = List.of(Blow.values());

    private static final List<String> RUNS = List.of(
            "{\"type\": \"sustained\", \"fixture\": \"%s\", \"rate\": 20, \"duration\": \"3s\", \"warmup\": \"0s\", \"usersPerAdd\": 1,"
                    + " \"replyTimeout\": \"1s\", \"eventTimeout\": \"2s\"}",
            "{\"type\": \"sustained\", \"fixture\": \"%s\", \"rate\": 20, \"duration\": \"3s\", \"warmup\": \"0s\", \"usersPerAdd\": 1,"
                    + " \"inject\": \"canonical\", \"replyTimeout\": \"1s\", \"eventTimeout\": \"2s\"}",
            "{\"type\": \"capacity\", \"fixture\": \"%s\", \"targetSize\": 20, \"usersPerAdd\": 1, \"maxRate\": 10,"
                    + " \"replyTimeout\": \"1s\", \"eventTimeout\": \"2s\"}");

    @TempDir
    static Path folder;

    private static ChaosBench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = new ChaosBench(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, TRIALS).map(trial -> Long.getLong("loadgen.chaos.seed", 20_261_130 + trial));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostAndNothingStuck(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        // Each as often, and each with each; the moment is what is drawn.
        Blow blow = BLOWS.get((int) (seed % BLOWS.size()));
        String spec = RUNS.get((int) (seed / BLOWS.size() % RUNS.size()));
        bench.start();
        String fixture = bench.accepted("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 42}");
        bench.await("seeded", () -> bench.get(fixture).path("state").asString().equals("READY"));
        String run = bench.accepted("/api/v1/runs", spec.formatted(fixture.substring(fixture.lastIndexOf('/') + 1)));

        // Its preflight, its sending, its drain, its audit, or just after.
        LockSupport.parkNanos(random.nextLong(6 * SECOND));
        bench.does(blow, SECOND / 5 + random.nextLong(3 * SECOND));

        bench.await("the run ends, " + blow, () -> ended(bench.get(run)));
        LOG.info(
                "Trial {}: {} of {}: {}",
                seed,
                blow,
                run,
                bench.get(run).path("state").asString());
        bench.await("its report is there", () -> hasReport(run));
        bench.await("the set can be removed", () -> removed(fixture));
        bench.assertForeignDocumentsAreAsTheyWere();
    }

    private static boolean ended(JsonNode run) {
        return run.has("state") && RunState.valueOf(run.get("state").asString()).isTerminal();
    }

    /** Without figures, where a run failed before it measured or was killed before its first checkpoint. */
    private static boolean hasReport(String run) {
        String text = bench.text(run + "/report?format=json");
        if (!text.contains("\"runId\"")) {
            return false;
        }
        RunReport report = JsonReport.read(text);
        if (report.figures() == null) {
            assertThat(report.state()).isIn(RunState.FAILED, RunState.INTERRUPTED);
        } else {
            assertThat(ReportFormats.TEXT.render(report)).contains("The books balance.");
        }
        return true;
    }

    private static boolean removed(String fixture) {
        return bench.status("DELETE", fixture, "") == 404;
    }
}
