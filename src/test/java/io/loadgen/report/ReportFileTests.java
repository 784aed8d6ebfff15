package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.Shape;
import io.loadgen.latency.Bounds;
import io.loadgen.latency.LatencySummary;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.JsonReport;
import io.loadgen.result.Measurements;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.SecondsKept;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.ScheduleHash;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.verdict.Rejudgement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** A report file is enough: it can be rendered, judged and compared without the service that made it. */
class ReportFileTests {
    private static final Schema SCHEMA = Schema.ofReport();

    /** The last field of the growth of rooms. */
    private static final String LAW_OF_GROWTH = "(?s),\\R {4}\"law\" : \\{.*?\\R {4}}";

    /** The last field of a bucket. */
    private static final String BUSY_OF_A_BUCKET = ",\\s+\"busy\" : \\d+(?=\\s+})";

    static Stream<String> runs() {
        return ReportTests.runs();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void isValidByThePublishedSchema(String name) {
        SCHEMA.assertValid(JsonReport.render(ReportTests.report(name)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void isReadBackAsItWasWritten(String name) {
        String written = JsonReport.render(ReportTests.report(name));
        RunReport read = JsonReport.read(written);

        assertThat(JsonReport.render(read)).isEqualTo(written);
        assertThat(ReportFormats.TEXT.render(read)).isEqualTo(ReportFormats.TEXT.render(ReportTests.report(name)));
    }

    /** What is made without the latencies of each second says the same. */
    @ParameterizedTest
    @MethodSource("runs")
    void isReadWithoutTheLatenciesOfEachSecond(String name) {
        String written = JsonReport.render(ReportTests.report(name));
        RunReport whole = JsonReport.read(written);
        RunReport read =
                JsonReport.readWithoutIntervals(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));

        assertThat(SecondsKept.of(read).intervals()).isEmpty();
        assertThat(SecondsKept.of(read).timeline())
                .isEqualTo(SecondsKept.of(whole).timeline());
        assertThat(ReportFormats.ALL)
                .filteredOn(format -> !format.needsIntervals() && !format.equals(ReportFormats.JSON))
                .filteredOn(format -> !format.needsCapacityRun() || whole.spec().fillsRooms())
                .filteredOn(format -> !format.needsSignal() || whole.figures() != null)
                .hasSizeGreaterThan(3)
                .allSatisfy(format -> assertThat(written(format, read)).isEqualTo(written(format, whole)));
    }

    private static String written(ReportFormat format, RunReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(ReportFormat.Source.of(report), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void isJudgedAsTheRunWas(String name) {
        RunReport read = JsonReport.read(JsonReport.render(ReportTests.report(name)));

        assertThat(Rejudgement.of(read).orElse(null)).isEqualTo(read.verdict());
    }

    /** By whose rule a slot ended with its reply timeout, refusals were no samples, and stages were differences. */
    @Test
    void aReportFromBeforeEachSignalHadItsOwnWaitIsReadAndJudged() {
        ObjectNode old = (ObjectNode) JsonReport.MAPPER.readTree(JsonReport.render(ReportTests.report("lossy")));
        ObjectNode figures = (ObjectNode) old.get("figures");
        figures.remove("stages");
        figures.remove("plannedSlots");
        figures.putObject("waterfall").putArray("steps");
        ((ObjectNode) figures.get("irregularities")).remove("lateReplyTimes");
        for (String phase : List.of("measured", "warmup")) {
            ObjectNode books = (ObjectNode) figures.get(phase);
            books.remove("refusedEvents");
            books.remove("refusedResults");
        }
        ((ObjectNode) figures.get("measured").get("events")).put("eventTimeout", 200);
        ((ObjectNode) figures.get("measured").get("results")).put("resultTimeout", 210);

        RunReport read = JsonReport.read(old.toString());

        assertThat(ReportFormats.TEXT.render(read))
                .containsPattern("not refused: event +9950 ")
                .contains("E2 event, response");
        assertThat(Rejudgement.of(read)).isEqualTo(Optional.ofNullable(read.verdict()));
    }

    @Test
    void stagesAreReadBackForTheJudge() {
        Measurements were = Objects.requireNonNull(SampleRuns.lossy().result()).measurements();
        RunReport read = JsonReport.read(JsonReport.render(ReportTests.report("lossy")));
        Measurements are = Rejudgement.measurements(read.spec(), Objects.requireNonNull(read.figures()));

        assertThat(are.stages()).isEqualTo(were.stages());
        assertThat(are.stages().orElseThrow().requests()).isEqualTo(10_000);
    }

    @Test
    void figuresOfEveryShapeAndOfFirstOrgAddsAreReadBackForTheJudge() {
        Measurements were = Objects.requireNonNull(SampleRuns.mixed().result()).measurements();
        RunReport read = JsonReport.read(JsonReport.render(ReportTests.report("mixed")));
        Measurements are = Rejudgement.measurements(read.spec(), Objects.requireNonNull(read.figures()));

        assertThat(are.shapes()).isEqualTo(were.shapes());
        assertThat(are.firstOrgAdds()).isEqualTo(were.firstOrgAdds());
    }

    @Test
    void aRunOfOneShapeHasItsBooksForIt() {
        RunReport read = JsonReport.read(JsonReport.render(ReportTests.report("lossy")));
        Measurements are = Rejudgement.measurements(read.spec(), Objects.requireNonNull(read.figures()));

        assertThat(are.shapes()).containsExactly(new ShapeCount(Shape.USERS, 10_000, 9_750));
    }

    /** What explains that the generator was the limit is among the reasons, in the same words. */
    @Test
    void aGeneratorThatDidNotKeepUpIsJudgedAsItWas() {
        RunRecord run = SampleRuns.watched(SampleRuns.residue(), GeneratorReportTests.TALKATIVE);
        RunReport read = JsonReport.read(JsonReport.render(ReportBuilder.build(run, SampleRuns.ENVIRONMENT)));

        assertThat(Objects.requireNonNull(read.verdict()).reasons())
                .anyMatch(reason -> reason.contains("CPU steal was 1.23 %"));
        assertThat(Rejudgement.of(read).orElse(null)).isEqualTo(read.verdict());
    }

    @Test
    void theLimitOnLostMembershipsIsARowLikeTheOthers() {
        assertThat(ReportTests.report("sound").limits())
                .contains(new LimitFinding(
                        "lost memberships",
                        LimitFinding.Outcome.KEPT,
                        "0 of 98000 promised memberships are not in MongoDB, within the limit of 0 (slo.lost)"));
        assertThat(JunitReport.render(ReportTests.report("lossy"))).contains("name=\"lost memberships\"");
    }

    @Test
    void holdsEverySampleOfEachSecond() {
        RunReport read = JsonReport.read(JsonReport.render(ReportTests.report("sound")));
        var figures = Objects.requireNonNull(read.figures());

        assertThat(figures.intervals())
                .extracting(interval -> interval.part(Signal.EVENT, Basis.RESPONSE)
                        .orElseThrow()
                        .expand()
                        .count())
                .containsExactly(9_900L, 100L);
    }

    @Test
    void ofAnotherSchemaVersionIsRefused() {
        String other = JsonReport.render(ReportTests.report("failed"))
                .replace("\"schemaVersion\" : 3", "\"schemaVersion\" : 7");

        assertThatThrownBy(() -> JsonReport.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schemaVersion must be 1 to 3, was 7");
    }

    /** Its percentiles are shown as they were found then, by an estimate; its histograms are as exact as ever. */
    @Test
    void ofVersion1IsReadRenderedAndJudged() throws IOException {
        String before = resource("version-1.json");
        RunReport read = JsonReport.read(before);

        var figures = Objects.requireNonNull(read.figures());
        LatencySummary event =
                figures.latency(Signal.EVENT, Basis.RESPONSE).orElseThrow().times();
        assertThat(event.percentile(Percentile.P50)).contains(Bounds.exactly(924.32));
        assertThat(event.percentile(Percentile.P99).orElseThrow().upperMillis()).isNull();
        assertThat(ReportFormats.TEXT.render(read))
                .containsPattern("E2 event, response +9950 +200 ")
                .contains("> 30 s");
        assertThat(ReportFormats.HTML.render(read)).contains("&gt; 30 s");
        assertThat(Rejudgement.of(read).orElseThrow().decision()).isEqualTo(Verdict.Decision.FAIL);
    }

    /** It told of its specification in another form, knew no busy replies and no law of growth, and told of all else as now. */
    @ParameterizedTest
    @ValueSource(strings = {"sound", "capacity"})
    void ofVersion2IsTheSameReport(String name) throws IOException {
        String before = resource("version-2-" + name + ".json");

        assertThat(JsonReport.render(JsonReport.read(before)))
                .isEqualTo(resource(name + ".json")
                        .replaceAll(BUSY_OF_A_BUCKET, "")
                        .replaceAll(LAW_OF_GROWTH, "")
                        .stripTrailing());
        assertThat(JsonReport.read(before).spec())
                .isEqualTo(ReportTests.report(name).spec());
    }

    private static String resource(String name) throws IOException {
        return new String(
                Objects.requireNonNull(ReportFileTests.class.getResourceAsStream(name))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void thatIsNoneIsRefused() {
        assertThatThrownBy(() -> JsonReport.read("{\"schemaVersion\": 1, \"spec\": {\"type\": \"other\"}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no report: ");
    }

    @Test
    void runsThatWereToSendTheSameHaveTheSameScheduleHash() {
        String plain = ScheduleHash.of(new SpecBuilder().build());

        assertThat(ScheduleHash.of(new SpecBuilder()
                        .observeHandoff()
                        .limit(Signal.EVENT, 99, Duration.ofSeconds(1))
                        .build()))
                .isEqualTo(plain);
        assertThat(ScheduleHash.of(new SpecBuilder().rate(201).build())).isNotEqualTo(plain);
    }
}
