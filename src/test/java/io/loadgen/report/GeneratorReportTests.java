package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Pauses;
import io.loadgen.result.GeneratorFigures.Safepoints;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import io.loadgen.result.JsonReport;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class GeneratorReportTests {
    private static final Pauses PAUSES = new Pauses(12, 87, 21);

    public static final GeneratorFigures TALKATIVE = new GeneratorFigures(
            50.0004,
            4,
            new Share(0.41234, 1.2),
            new Share(1.23, 20),
            new Throttling(500, 3, 140),
            PAUSES,
            new Safepoints(31, 95),
            1234L,
            "SCHED_FIFO, timer slack 1 ns",
            new Share(0.42, 3.1));
    private static final GeneratorFigures SILENT =
            new GeneratorFigures(50, 4, null, null, null, PAUSES, null, null, null, null);

    @Test
    void theTextSaysAllThatTheSystemTells() {
        assertThat(text(TALKATIVE)).contains("""

                Generator health (its own process, measured window)
                  CPU     0.41 of 4 processors, peak 1.20; CPU steal 1.23 %, peak 20.00 %; throttled in 3 of 500
                          periods, 140 ms
                  pauses  GC 12, 87 ms in all, longest 21 ms; safepoints 31, 95 ms in all
                  pacing  thread with SCHED_FIFO, timer slack 1 ns; waited for a processor 0.42 %, peak 3.10 %
                  queue   peak 1234 signals waiting for the collector
                """);
    }

    @Test
    void whatTheSystemDoesNotTellIsLeftOut() {
        assertThat(text(SILENT)).contains("""

                Generator health (its own process, measured window)
                  pauses  GC 12, 87 ms in all, longest 21 ms
                """);
    }

    @Test
    void whatIsFinerThanAReaderNeedsIsRounded() {
        assertThat(new Share(1 / 3.0, 2 / 3.0)).isEqualTo(new Share(0.333333, 0.666667));
        assertThat(TALKATIVE.seconds()).isEqualTo(50);
    }

    @Test
    void withoutFiguresThereIsNoBlock() {
        assertThat(ReportFormats.TEXT.render(ReportTests.report("sound"))).doesNotContain("Generator health");
    }

    static Stream<GeneratorFigures> machines() {
        return Stream.of(TALKATIVE, SILENT);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void theJsonReportIsOfItsSchemaAndReadBackWhole(GeneratorFigures health) {
        String json = JsonReport.render(
                ReportBuilder.build(SampleRuns.watched(SampleRuns.sound(), health), SampleRuns.ENVIRONMENT));

        Schema.ofReport().assertValid(json);
        assertThat(Objects.requireNonNull(JsonReport.read(json).figures()).generator())
                .isEqualTo(health);
    }

    private static String text(GeneratorFigures health) {
        return ReportFormats.TEXT.render(
                ReportBuilder.build(SampleRuns.watched(SampleRuns.sound(), health), SampleRuns.ENVIRONMENT));
    }
}
