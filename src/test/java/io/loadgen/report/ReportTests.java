package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.engine.RunCheckpoint;
import io.loadgen.history.SamplesCsv;
import io.loadgen.latency.Bounds;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.JsonReport;
import io.loadgen.result.Measurements;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.result.SessionHealth;
import io.loadgen.verdict.Rejudgement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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
import tools.jackson.databind.node.ObjectNode;

public class ReportTests {
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
        Golden.assertMatches(name + ".txt", ReportFormats.TEXT.render(report(name)));
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

    @ParameterizedTest
    @MethodSource("runs")
    void junitIsReadByWhoeverHoldsItToASchema(String name) {
        JunitSchema.assertValid(JunitReport.render(report(name)));
    }

    @Test
    void junitOfARunThatMeasuredNothingOrCouldNotBeginIsReadSoToo() {
        JunitSchema.assertValid(JunitReport.render(interrupted()));
        JunitSchema.assertValid(JunitReport.render(interruptedEarly()));
        String failure = "there is no \u0007 field <rat>; accepted are \"rate\" & others\n\ud83d\ude00";
        String begun = JunitReport.renderFailure(failure, Instant.parse("2026-11-23T15:30:12.999Z"));
        JunitSchema.assertValid(begun);
        assertThat(begun)
                .contains("tests=\"1\"", "errors=\"1\"", "timestamp=\"2026-11-23T15:30:12\"", "field &lt;rat&gt;;");
    }

    @Test
    void anInterruptedRunSaysWhatIsMissingInEveryFormat() {
        RunReport report = interrupted();
        Schema.ofReport().assertValid(JsonReport.render(report));

        Golden.assertMatches("interrupted.txt", ReportFormats.TEXT.render(report));
        Golden.assertMatches("interrupted.xml", JunitReport.render(report));
        assertThat(ReportFormats.HTML.render(report))
                .contains(
                        "INTERRUPTED",
                        "7 requests were outstanding: they have no outcome, and only the signals that had come have a latency");
        assertThat(Rejudgement.of(JsonReport.read(JsonReport.render(report)))).contains(report.verdict());
    }

    @Test
    void aRunThatWasInterruptedBeforeItMeasuredAnythingSaysSo() {
        RunReport report = interruptedEarly();
        Schema.ofReport().assertValid(JsonReport.render(report));

        assertThat(ReportFormats.TEXT.render(report))
                .contains("Failure: the process ended while the run was PREFLIGHT", "Nothing was measured.");
        assertThat(Rejudgement.of(report)).isEmpty();
    }

    private static RunReport interruptedEarly() {
        return ReportBuilder.interrupted(
                SampleRuns.going(RunState.PREFLIGHT), null, SampleRuns.ENVIRONMENT, SampleRuns.LATER);
    }

    private static RunReport interrupted() {
        MeasurementsBuilder measurements = new MeasurementsBuilder();
        measurements.measured().forgotten(7);
        RunCheckpoint checkpoint = new RunCheckpoint(
                "20261123-153012-7f3a",
                measurements.build(),
                new SessionHealth(true, 0, 0, 0),
                Optional.empty(),
                PreflightReport.NONE);
        return ReportBuilder.interrupted(
                SampleRuns.going(RunState.MEASURING), checkpoint, SampleRuns.ENVIRONMENT, SampleRuns.LATER);
    }

    @Test
    void timelineIsAsItWasFoundRight() throws IOException {
        Golden.assertMatches("sound.csv", csv(report("sound")).replace("\r\n", "\n"));
    }

    @Test
    void theTimeLineShowsWhenTheConnectionWasDown() throws IOException {
        assertThat(csv(report("disconnected")).lines().skip(1))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(",750.0"),
                        second -> assertThat(second).endsWith(",1000.0"));
        assertThat(JsonReport.render(report("disconnected")))
                .contains("\"unheardSignals\" : 40", "\"fromMillis\" : 10250.0", "\"disconnectedMillis\" : 750.0");
    }

    @Test
    void whatALostConnectionCostIsReadBackWhole() {
        RunRecord run = SampleRuns.disconnected();
        String json = JsonReport.render(report("disconnected"));
        Schema.ofReport().assertValid(json);

        RunReport read = JsonReport.read(json);
        Measurements measured = Rejudgement.measurements(read.spec(), Objects.requireNonNull(read.figures()));

        Measurements before = Objects.requireNonNull(run.result()).measurements();
        assertThat(measured.irregularities().connection())
                .isEqualTo(before.irregularities().connection());
        assertThat(measured.listener().probes()).isEqualTo(500);
        assertThat(measured.listener().unanswered()).isEqualTo(33);
        assertThat(measured.listener().floorHistogram().expand().observed())
                .isEqualTo(before.listener().floorHistogram().expand().observed());
        assertThat(measured.listener().delayHistogram().expand().observed())
                .isEqualTo(before.listener().delayHistogram().expand().observed());
        assertThat(read.figures().irregularities().health())
                .isEqualTo(run.result().health());
        assertThat(Rejudgement.of(read)).contains(run.result().verdict());
    }

    @Test
    void thePageSaysWhatTheTextSaysOfALostConnection() {
        assertThat(ReportFormats.HTML.render(report("disconnected")))
                .contains(
                        "<li>connection lost at 10.25s, back after 3.25s</li>",
                        "<li>3.25s of the measured window without a connection; 600 requests were not sent</li>",
                        "lame duck, connection: nats://nats-0:4222 is about to shut down",
                        "500 probes, 33 unanswered");
    }

    @Test
    void aReportOfAnOlderBuildThatKnewLessOfALostConnectionIsRead() {
        String json = JsonReport.render(report("disconnected"));
        ObjectNode older = (ObjectNode) JsonMapper.shared().readTree(json);
        ObjectNode figures = (ObjectNode) older.get("figures");
        figures.remove("listener");
        ObjectNode irregularities = (ObjectNode) figures.get("irregularities");
        irregularities.remove("connectionTroubles");
        ObjectNode lost = (ObjectNode) irregularities.get("lostConnection");
        lost.remove(List.of("measuredMillis", "notSent", "failuresNearby"));
        ((ObjectNode) lost.get("gaps").get(0)).remove("cause");

        RunReport read = JsonReport.read(older.toString());

        assertThat(ReportFormats.TEXT.render(read)).contains("connection lost at 10.25s, back after 3.25s");
        assertThat(Rejudgement.of(read)).isPresent();
    }

    @Test
    void samplesAreSortedByTheirDueTime() throws IOException {
        StringBuilder csv = new StringBuilder();
        SamplesCsv.write(report("capacity"), csv);
        Golden.assertMatches("capacity-samples.csv", csv.toString().replace("\r\n", "\n"));
    }

    @Test
    void aClosedLoopIsNotComparedWithATargetRate() {
        assertThat(ReportFormats.TEXT.render(report("capacity"))).doesNotContain("target of");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void textFitsATerminalAndIsPlainAscii(String name) {
        assertThat(ReportFormats.TEXT.render(report(name)).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(104).matches("[\\x20-\\x7e]*"));
    }

    @Test
    void everyRowOfTheTimelineHasEveryColumn() throws IOException {
        assertThat(csv(report("sound")).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(70));
    }

    @Test
    void percentileAmongLossesIsMarkedInTheJson() {
        JsonNode figures =
                JsonMapper.shared().readTree(JsonReport.render(report("lossy"))).get("figures");
        JsonNode event = figures.get("latencies").get(4);
        assertThat(event.get("signal").asString()).isEqualTo("E2");
        assertThat(event.get("times").get("censored").asLong()).isEqualTo(250);
        JsonNode p99 = event.get("times").get("percentiles").get(4);
        assertThat(p99.get("name").asString()).isEqualTo("p99");
        assertThat(p99.get("upperMillis").isNull()).isTrue();
        assertThat(p99.get("lowerMillis").asDouble()).isBetween(30_000.0, 30_030.0);
    }

    @Test
    void aPercentileWithoutSamplesEnoughIsNullAndSaysWhy() {
        JsonNode times = JsonMapper.shared()
                .readTree(JsonReport.render(report("capacity")))
                .at("/figures/latencies/2/times/percentiles/5");

        assertThat(times.get("name").asString()).isEqualTo("p99.9");
        assertThat(times.get("lowerMillis").isNull()).isTrue();
        assertThat(times.get("upperMillis").isNull()).isTrue();
        assertThat(times.get("reason").asString()).startsWith("needs 1000 samples, has 46");
    }

    @Test
    void boundsAreWrittenAsOneNumberARangeOrAnOpenEnd() {
        assertThat(new Bounds(12.345, 12.345).words(false)).isEqualTo("12.3");
        assertThat(new Bounds(12.345, 12.345).words(true)).isEqualTo("12.3 ms");
        assertThat(new Bounds(5_000, null).words(false)).isEqualTo("> 5 s");
        assertThat(new Bounds(30_000.1, null).words(false)).isEqualTo("> 30 s");
        assertThat(new Bounds(1_240, null).words(false)).isEqualTo("> 1.2 s");
        assertThat(new Bounds(40, null).words(false)).isEqualTo("> 40 ms");
        assertThat(new Bounds(5_000, 6_001.6).words(false)).isEqualTo("5.0\u20136.0 s");
        assertThat(new Bounds(5_000, 6_001.6).words(true)).isEqualTo("5.0\u20136.0 s");
        assertThat(new Bounds(5.12, 6.33).words(true)).isEqualTo("5.1\u20136.3 ms");
        assertThat(new Bounds(5.12, 6.33).words(false)).isEqualTo("5.1\u20136.3 ms");
        assertThat(new Bounds(85, 97.4).words(false)).isEqualTo("85\u201397 ms");
    }

    /** Which bytes a deflater writes is its own business; what they hold is tested elsewhere. */
    private static String withoutBytes(String json) {
        return json.replaceAll("\"HIST[A-Za-z0-9+/=]+\"", "\"(a compressed histogram)\"");
    }

    public static RunReport report(String name) {
        return ReportBuilder.build(Objects.requireNonNull(RUNS.get(name)), SampleRuns.ENVIRONMENT);
    }

    private static String csv(RunReport report) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        new TimelineCsv().write(ReportFormat.Source.of(report), csv);
        return csv.toString(StandardCharsets.UTF_8);
    }
}
