package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.result.JsonReport;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.RunReport;
import io.loadgen.verdict.Rejudgement;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How reports tell that room-worker took no jobs for a time. */
class StalledReportTests {
    private static final WorkerStall STALL = new WorkerStall(21_333.333, 33_000.5, 6_400, 192);

    private final RunReport report = ReportBuilder.build(SampleRuns.stalled(STALL), SampleRuns.ENVIRONMENT);

    @Test
    void theTextTellsItBesideTheBacklogAndAmongTheReasons() {
        assertThat(ReportFormats.TEXT.render(report)).contains("""

                Backlog of room-worker, messages (measured window)
                  pending      min 0, peak 6400, final 6400; growth 6592
                  ack-pending  peak 192, redelivered final 0
                  samples      80, 0 failed
                  ! room-worker took no job for 33.0 s, from 21.3 s of the run on: no pull request, no delivery and no
                    acknowledgement while up to 6400 messages waited and 192 were handed out; requests that waited then
                    timed out for it (6592 event timeouts and 6592 result timeouts in all)
                """);
        assertThat(Objects.requireNonNull(report.verdict()).reasons())
                .satisfiesExactly(
                        rate -> assertThat(rate).startsWith("error rate is 65.92 %"),
                        stall -> assertThat(stall)
                                .startsWith("room-worker took no job for 33.0 s, from 21.3 s of the run on"));
    }

    @Test
    void thePageAndTheTestCasesTellIt() {
        String words = "room-worker took no job for 33.0 s";
        assertThat(ReportFormats.HTML.render(report)).contains(words);
        assertThat(JunitReport.render(report)).contains(words);
    }

    @Test
    void theJsonReportIsOfItsSchemaAndIsJudgedAgainByItAlone() {
        String json = JsonReport.render(report);

        Schema.ofReport().assertValid(json);
        RunReport read = JsonReport.read(json);
        assertThat(Objects.requireNonNull(Objects.requireNonNull(read.figures()).backlog())
                        .stall())
                .isEqualTo(STALL);
        assertThat(Rejudgement.of(read)).contains(Objects.requireNonNull(report.verdict()));
    }

    @Test
    void whereThereWasNoneNothingIsSaid() {
        RunReport sound = ReportTests.report("sound");

        assertThat(JsonReport.render(sound)).doesNotContain("stall");
        assertThat(ReportFormats.TEXT.render(sound)).doesNotContain("took no job");
    }
}
