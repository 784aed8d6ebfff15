package io.loadgen.report;

import io.loadgen.latency.Bounds;
import io.loadgen.report.Plot.Point;
import io.loadgen.report.Plot.Size;
import io.loadgen.report.ReportDocument.Block;
import io.loadgen.report.ReportDocument.Chart;
import io.loadgen.report.ReportDocument.ChartKey;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The time line of a report as charts, second by second. Stateless; any thread. */
final class TimelineCharts {
    private static final int MOST_POINTS = 300;
    private static final int HEIGHT = 170;

    private TimelineCharts() {}

    /** A figure of each second, null where there is none, as it is drawn. */
    private record Line(
            String name, String cssClass, Function<SecondSample, @Nullable Number> figure, List<Point> points)
            implements ChartKey {
        Line(String name, String cssClass, Function<SecondSample, @Nullable Number> figure) {
            this(name, cssClass, figure, new ArrayList<>());
        }

        /** A long run has more seconds than a chart has pixels: of neighbours the greatest is drawn. */
        void add(List<SecondSample> neighbours) {
            double second = neighbours.getFirst().second();
            neighbours.stream()
                    .map(figure)
                    .filter(Objects::nonNull)
                    .mapToDouble(Number::doubleValue)
                    .max()
                    .ifPresent(greatest -> points.add(new Point(second, greatest)));
        }
    }

    /** Each second is looked at once for all lines: it may have to be unpacked. */
    private static void add(List<SecondSample> seconds, List<Line> lines) {
        int together = Math.ceilDiv(Math.max(1, seconds.size()), MOST_POINTS);
        for (int from = 0; from < seconds.size(); from += together) {
            List<SecondSample> neighbours =
                    List.copyOf(seconds.subList(from, Math.min(seconds.size(), from + together)));
            lines.forEach(line -> line.add(neighbours));
        }
    }

    static List<Block> of(List<SecondSample> seconds) {
        return List.of(
                chart(
                        "Throughput",
                        seconds,
                        false,
                        "slots a second",
                        new Line("planned", "s-handoff dashed", SecondSample::planned),
                        new Line("sent", "s-e1", second -> second.sent()),
                        new Line("events", "s-e2", second -> count(second, EventOutcome.EVENT)),
                        new Line("failed", "s-bad", TimelineCharts::failed)),
                chart(
                        "E2 response time",
                        seconds,
                        true,
                        "ms",
                        new Line("p50", "s-p50", second -> percentile(second, SecondSample.Times::p50)),
                        new Line("p90", "s-p90", second -> percentile(second, SecondSample.Times::p90)),
                        new Line("p99", "s-p99", second -> percentile(second, SecondSample.Times::p99)),
                        new Line("max", "s-max", second -> event(second, SecondSample.Times::maxMillis))),
                chart(
                        "Backlog and outstanding",
                        seconds,
                        false,
                        "messages, slots",
                        new Line("pending", "s-e2", SecondSample::backlogPending),
                        new Line("ack-pending", "s-e3", SecondSample::backlogAckPending),
                        new Line("outstanding slots", "s-handoff", SecondSample::outstanding)),
                chart(
                        "Schedule lag of the generator",
                        seconds,
                        true,
                        "ms",
                        new Line("p99", "s-e1", SecondSample::lagP99Millis),
                        new Line("max", "s-max", SecondSample::lagMaxMillis)));
    }

    private static long failed(SecondSample second) {
        long closed =
                second.replies().values().stream().mapToLong(Long::longValue).sum();
        return closed - count(second, EventOutcome.EVENT) - count(second, EventOutcome.NO_OP);
    }

    private static long count(SecondSample second, EventOutcome outcome) {
        return second.events().getOrDefault(outcome, 0L);
    }

    /** The lower bound: a second with losses is drawn at what is known of it. */
    private static @Nullable Number percentile(
            SecondSample second, Function<SecondSample.Times, @Nullable Bounds> figure) {
        return event(second, times -> {
            Bounds bounds = figure.apply(times);
            return bounds == null ? null : bounds.lowerMillis();
        });
    }

    private static @Nullable Number event(SecondSample second, Function<SecondSample.Times, @Nullable Number> figure) {
        SecondSample.Times times = second.responseTimes().get(Signal.EVENT);
        return times == null ? null : figure.apply(times);
    }

    private static Chart chart(String name, List<SecondSample> seconds, boolean logarithmic, String unit, Line... all) {
        List<Line> lines = List.of(all);
        add(seconds, lines);
        double[] values = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .filter(value -> !logarithmic || value > 0)
                .sorted()
                .toArray();
        double least = values.length == 0 ? 0.1 : values[0];
        double greatest = values.length == 0 ? 1 : values[values.length - 1];
        double last = Math.max(1, seconds.getLast().second());
        return new Chart(
                name,
                lines,
                name + " in each second: " + lines.stream().map(Line::name).collect(Collectors.joining(", ")),
                HEIGHT,
                size -> Axis.linear("seconds since the first slot", 0, last, size == Size.WIDE ? 10 : 5),
                logarithmic
                        ? Axis.logarithmic(unit, least, greatest)
                        : Axis.linear(unit, 0, Math.max(1, greatest * 1.05), 4),
                plot -> draw(plot, seconds, lines));
    }

    private static void draw(Plot plot, List<SecondSample> seconds, List<Line> lines) {
        // It is the beginning.
        double warmup = seconds.stream()
                .takeWhile(second -> second.phase() == Phase.WARMUP)
                .count();
        if (warmup > 0) {
            plot.stretch(0, warmup, "warm-up");
        }
        lines.forEach(line -> plot.line(line.cssClass(), line.name(), line.points()));
    }
}
