package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.comparison.SyntheticRun;
import io.loadgen.latency.Bounds;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.latency.LatencySummary.Value;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

/** What HdrHistogram's own tools make of our files. */
public class HistogramLogTests {
    private static final RunReport REPORT =
            new SyntheticRun(1).losingAt(30).stallingAt(40).report();

    @Test
    void logReadBackHasThePercentilesOfTheJson() {
        assertSamePercentiles(REPORT, log(REPORT));
    }

    @Test
    void lossesHaveATagOfTheirOwn() {
        Map<String, Histogram> tags = read(log(REPORT));

        assertThat(tags)
                .containsOnlyKeys(
                        "handoff.response",
                        "handoff.service",
                        "E3.response",
                        "E3.service",
                        "E3.response.lost",
                        "E3.service.lost",
                        "E1.response",
                        "E1.service",
                        "E2.response",
                        "E2.service",
                        "E2.response.lost",
                        "E2.service.lost");
        assertThat(tags.get("E2.response.lost"))
                .extracting(Histogram::getTotalCount)
                .isEqualTo(10L);
    }

    @Test
    void logSaysItsVersionAndWhenTheRunBegan() {
        assertThat(new String(log(REPORT), StandardCharsets.UTF_8))
                .contains("#[Histogram log format version 1.3]")
                .contains("#[StartTime: 1795447813.250")
                .contains("Tag=E2.response,10.000,1.000,");
    }

    @Test
    void logOfARunThatMeasuredNothingIsEmpty() {
        assertThat(read(log(ReportTests.report("failed")))).isEmpty();
    }

    @Test
    void percentileFileEntersALossWithTheTimeItWasWaitedFor() {
        Figures figures = Objects.requireNonNull(REPORT.figures());
        LatencyRow row = figures.latencies().stream()
                .filter(each -> each.signal().equals("E2") && each.basis().equals("response"))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PercentileLog.write(row, out);
        String text = out.toString(StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith("       Value     Percentile TotalCount 1/(1-Percentile)\n")
                .contains("#[Signal = E2, basis = response, lost = 10]\n");
        assertThat(text.lines()
                        .filter(line -> line.contains("1.000000000000"))
                        .findFirst()
                        .orElseThrow())
                .isEqualTo("   30014.439 1.000000000000      10000");
    }

    private static byte[] log(RunReport report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HistogramLog.write(report, out);
        return out.toByteArray();
    }

    /** The sum of each tag's entries. */
    private static Map<String, Histogram> read(byte[] log) {
        Map<String, Histogram> tags = new LinkedHashMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(log))) {
            EncodableHistogram next = reader.nextIntervalHistogram();
            while (next != null) {
                tags.computeIfAbsent(next.getTag(), tag -> LatencyDistribution.newHistogram())
                        .add((Histogram) next);
                next = reader.nextIntervalHistogram();
            }
        }
        return tags;
    }

    /** Each signal and basis of a report against its tags, losses with them. */
    public static void assertSamePercentiles(RunReport report, byte[] log) {
        Map<String, Histogram> tags = read(log);
        Figures figures = Objects.requireNonNull(report.figures());
        assertThat(figures.latencies()).isNotEmpty();
        for (LatencyRow row : figures.latencies()) {
            String tag = row.signal() + "." + row.basis();
            Histogram observed = tags.getOrDefault(tag, LatencyDistribution.newHistogram());
            Histogram lost = tags.getOrDefault(tag + ".lost", LatencyDistribution.newHistogram());
            assertThat(observed.getTotalCount() + lost.getTotalCount())
                    .as(tag)
                    .isEqualTo(row.times().count());
            if (lost.getTotalCount() == 0) {
                for (Value percentile : row.times().percentiles()) {
                    double rank = Double.parseDouble(percentile.name().substring(1));
                    assertThat(percentile.bounds().map(Bounds::lowerMillis))
                            .as("%s %s", tag, percentile.name())
                            .isIn(
                                    Optional.empty(),
                                    Optional.of(LatencySummary.millis(observed.getValueAtPercentile(rank))));
                }
            }
            assertThat(LatencySummary.of(new LatencyDistribution(observed, lost)))
                    .as(tag)
                    .isEqualTo(row.times());
        }
    }
}
