package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorHealth;
import io.loadgen.result.GeneratorHealth.Pauses;
import io.loadgen.result.GeneratorHealth.Safepoints;
import io.loadgen.result.GeneratorHealth.Share;
import io.loadgen.result.GeneratorHealth.Throttling;
import io.loadgen.result.JsonReport;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class GeneratorReportTests {
    private static final Pauses PAUSES = new Pauses(12, 87, 21);

    public static final GeneratorHealth TALKATIVE = new GeneratorHealth(
            50.0004,
            PAUSES,
            Optional.of(new Safepoints(31, 95)),
            4,
            Optional.of(new Share(0.41234, 1.2)),
            Optional.of(new Share(0.0123, 0.2)),
            Optional.of(new Throttling(500, 3, 140)),
            OptionalLong.of(1234),
            Optional.of("SCHED_FIFO, timer slack 1 ns"),
            Optional.of(new Share(0.0042, 0.031)));
    private static final GeneratorHealth SILENT = new GeneratorHealth(
            50,
            PAUSES,
            Optional.empty(),
            4,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty());

    private final GeneratorFigures told = GeneratorFigures.of(TALKATIVE);
    private final GeneratorFigures untold = GeneratorFigures.of(SILENT);

    @Test
    void theTextSaysAllThatTheSystemTells() {
        assertThat(text(told)).isEqualTo("""

                Generator (its own process, measured window)
                  CPU      0.41 of 4 processors, peak 1.20; steal 1.2 %, peak 20.0 %; throttled in 3 of 500 periods, 140
                           ms
                  pauses   GC 12, 87 ms in all, longest 21 ms; safepoints 31, 95 ms in all
                  pacing   thread with SCHED_FIFO, timer slack 1 ns; waited for a processor 0.4 %, peak 3.1 %
                  queue    peak 1234 signals waiting for the collector
                """);
    }

    @Test
    void whatTheSystemDoesNotTellIsLeftOut() {
        assertThat(text(untold)).isEqualTo("""

                Generator (its own process, measured window)
                  pauses   GC 12, 87 ms in all, longest 21 ms
                """);
        assertThat(untold.stealPercent()).isNull();
        assertThat(untold.throttling()).isNull();
        assertThat(untold.peakQueueDepth()).isNull();
    }

    @Test
    void sharesAreReportedInTheUnitsOfTheirNames() {
        assertThat(told.ownCpuProcessors()).isEqualTo(new Share(0.41234, 1.2));
        assertThat(told.stealPercent()).isEqualTo(new Share(1.23, 20));
        assertThat(told.seconds()).isEqualTo(50);
    }

    @Test
    void withoutFiguresThereIsNoBlock() {
        TextLayout page = new TextLayout();
        GeneratorText.write(page, null, null);

        assertThat(page.text()).isEmpty();
    }

    static Stream<GeneratorHealth> machines() {
        return Stream.of(TALKATIVE, SILENT);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void theJsonReportIsOfItsSchemaAndReadBackWhole(GeneratorHealth health) {
        String json = JsonReport.render(
                ReportBuilder.build(SampleRuns.watched(SampleRuns.sound(), health), SampleRuns.ENVIRONMENT));

        Schema.ofReport().assertValid(json);
        assertThat(Objects.requireNonNull(JsonReport.read(json).figures()).generator())
                .isEqualTo(GeneratorFigures.of(health));
        assertThat(GeneratorFigures.of(GeneratorFigures.of(health).health())).isEqualTo(GeneratorFigures.of(health));
    }

    private static String text(GeneratorFigures figures) {
        TextLayout page = new TextLayout();
        GeneratorText.write(page, figures, null);
        return page.text();
    }
}
