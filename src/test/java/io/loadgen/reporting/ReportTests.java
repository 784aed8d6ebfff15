package io.loadgen.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.runs.RunCheckpoint;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunState;
import io.loadgen.runs.preflight.PreflightReport;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {
    private static final Map<String, RunRecord> RUNS = Map.of(
            "sound", SampleRuns.sound(),
            "lossy", SampleRuns.lossy(),
            "residue", SampleRuns.residue(),
            "stopped", SampleRuns.stopped(),
            "mixed", SampleRuns.mixed(),
            "failed", SampleRuns.failed(),
            "disconnected", SampleRuns.disconnected(),
            "capacity", SampleCapacityRun.ended());

    static Stream<String> runs() {
        return RUNS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void textIsAsItWasFoundRight(String name) {
        Golden.assertMatches(name + ".txt", TextReport.render(report(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sound", "lossy", "failed", "capacity", "mixed"})
    void jsonIsAsItWasFoundRight(String name) {
        Golden.assertMatches(name + ".json", withoutBytes(JsonReport.render(report(name))) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sound", "lossy", "stopped", "failed", "residue"})
    void junitIsAsItWasFoundRight(String name) {
        Golden.assertMatches(name + ".xml", JunitReport.render(report(name)));
    }

    @Test
    void anInterruptedRunSaysWhatIsMissingInEveryFormat() {
        RunReport report = interrupted();
        Schema.ofReport().assertValid(JsonReport.render(report));

        Golden.assertMatches("interrupted.txt", TextReport.render(report));
        Golden.assertMatches("interrupted.xml", JunitReport.render(report));
        assertThat(HtmlReport.render(report))
                .contains("INTERRUPTED", "7 requests were outstanding: they are in no outcome and no percentile");
        assertThat(Rejudgement.of(JsonReport.read(JsonReport.render(report)))).contains(report.verdict());
    }

    @Test
    void aRunThatWasInterruptedBeforeItMeasuredAnythingSaysSo() {
        RunReport report = ReportBuilder.interrupted(
                SampleRuns.going(RunState.PREFLIGHT), null, SampleRuns.ENVIRONMENT, SampleRuns.LATER);
        Schema.ofReport().assertValid(JsonReport.render(report));

        assertThat(TextReport.render(report))
                .contains("Failure   the process ended while the run was PREFLIGHT", "Nothing was measured.");
        assertThat(Rejudgement.of(report)).isEmpty();
    }

    private static RunReport interrupted() {
        MeasurementsBuilder measurements = new MeasurementsBuilder();
        measurements.measured().forgotten(7);
        RunCheckpoint checkpoint = new RunCheckpoint(
                "20261123-153012-7f3a",
                measurements.build(),
                new SessionHealth(true, 0, 0, 0),
                Optional.empty(),
                PreflightReport.NONE,
                7);
        return ReportBuilder.interrupted(
                SampleRuns.going(RunState.MEASURING), checkpoint, SampleRuns.ENVIRONMENT, SampleRuns.LATER);
    }

    @Test
    void timelineIsAsItWasFoundRight() {
        Golden.assertMatches("sound.csv", TimelineCsv.render(report("sound")).replace("\r\n", "\n"));
    }

    @Test
    void theTimeLineShowsWhenTheConnectionWasDown() {
        assertThat(TimelineCsv.render(report("disconnected")).lines().skip(1))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(",750.0"),
                        second -> assertThat(second).endsWith(",1000.0"));
        assertThat(JsonReport.render(report("disconnected")))
                .contains("\"unheardSignals\" : 40", "\"fromMillis\" : 10250.0", "\"disconnectedMillis\" : 750.0");
    }

    @Test
    void samplesAreSortedByTheirDueTime() throws IOException {
        StringBuilder csv = new StringBuilder();
        SamplesCsv.write(report("capacity"), csv);
        Golden.assertMatches("capacity-samples.csv", csv.toString().replace("\r\n", "\n"));
    }

    @Test
    void aClosedLoopIsNotComparedWithATargetRate() {
        assertThat(TextReport.render(report("capacity"))).doesNotContain("asked for");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void textFitsATerminalAndIsPlainAscii(String name) {
        assertThat(TextReport.render(report(name)).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(104).matches("[\\x20-\\x7e]*"));
    }

    @Test
    void everyRowOfTheTimelineHasEveryColumn() {
        assertThat(TimelineCsv.render(report("sound")).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(49));
    }

    @Test
    void percentileAmongLossesIsMarkedInTheJson() {
        JsonNode figures =
                JsonMapper.shared().readTree(JsonReport.render(report("lossy"))).get("figures");
        JsonNode event = figures.get("latencies").get(4);
        assertThat(event.get("signal").asString()).isEqualTo("E2");
        assertThat(event.get("times").get("censored").asLong()).isEqualTo(200);
        JsonNode p99 = event.get("times").get("percentiles").get(4);
        assertThat(p99.get("name").asString()).isEqualTo("p99");
        assertThat(p99.get("beyond").asBoolean()).isTrue();
        assertThat(p99.get("millis").asDouble()).isBetween(30_000.0, 30_030.0);
    }

    /** Which bytes a deflater writes is its own business; what they hold is tested elsewhere. */
    private static String withoutBytes(String json) {
        return json.replaceAll("\"HIST[A-Za-z0-9+/=]+\"", "\"(a compressed histogram)\"");
    }

    static RunReport report(String name) {
        return ReportBuilder.build(Objects.requireNonNull(RUNS.get(name)), SampleRuns.ENVIRONMENT);
    }
}
