package io.loadgen.report;

import io.loadgen.report.Plot.Point;
import io.loadgen.report.Plot.Size;
import io.loadgen.result.Bounds;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.FigureText;
import io.loadgen.result.LatencyDistribution;
import io.loadgen.result.LatencyDistribution.Quantile;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Phase;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.Bucket;
import io.loadgen.result.SecondSample;
import io.loadgen.result.Stages;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The charts of a report, each drawn for every size of screen. One thread at a time. */
final class ReportPlots {
    /** What the total of a band is made of, in the order of the way. */
    private static final List<Part> PARTS = List.of(
            new Part("schedule lag", "s-lag", Stages.Band::lagMillis),
            new Part("send → handoff", "s-handoff", Stages.Band::toHandoffMillis),
            new Part("handoff → event", "s-e2", Stages.Band::toEventMillis));

    private static final int MOST_POINTS = 300;
    private static final int SPECTRUM_HEIGHT = 380;
    private static final int TIMELINE_HEIGHT = 170;

    private final HtmlWriter page;

    ReportPlots(HtmlWriter page) {
        this.page = page;
    }

    /** What a signal is drawn in. */
    static String color(String signal) {
        return "s-" + signal.toLowerCase(Locale.ROOT);
    }

    private static String style(LatencyRow row) {
        return color(row.signal()) + (row.basis().equals("service") ? " dashed" : "");
    }

    void spectrum(List<LatencyRow> rows) {
        Map<String, LatencyDistribution> named = new TreeMap<>();
        rows.forEach(row ->
                named.put(row.signal() + " " + row.basis(), row.histogram().expand()));
        legend(rows.stream()
                .map(row -> Map.entry(row.signal() + " " + row.basis(), style(row)))
                .toList());
        long most = named.values().stream()
                .mapToLong(LatencyDistribution::count)
                .max()
                .orElse(1);
        int nines = Math.max(2, Math.min(6, (int) Math.ceil(Math.log10((double) Math.max(2, most)))));
        double least = named.values().stream()
                .filter(times -> times.count() > 0)
                .mapToDouble(times -> Math.max(1, times.quantile(0.01).lowerNanos()) / 1e6)
                .min()
                .orElse(1);
        double greatest = named.values().stream()
                .mapToDouble(times -> times.maxNanos() / 1e6)
                .max()
                .orElse(1);
        for (Size size : Size.values()) {
            Plot plot = new Plot(
                    page,
                    size,
                    SPECTRUM_HEIGHT,
                    Axis.percentiles(nines),
                    Axis.logarithmic("ms", least, greatest),
                    "Latency by percentile, one line for each signal and basis; the table of latencies has the"
                            + " numbers");
            rows.forEach(row -> {
                String name = row.signal() + " " + row.basis();
                LatencyDistribution times = named.getOrDefault(name, LatencyDistribution.empty());
                plot.line(style(row), name + lost(times), percentiles(times, nines));
            });
            plot.end();
        }
    }

    private static String lost(LatencyDistribution times) {
        return times.censoredCount() == 0 ? "" : ", ends where the " + times.censoredCount() + " losses begin";
    }

    /** As far as samples reach, and not into losses. */
    private static List<Point> percentiles(LatencyDistribution times, int nines) {
        List<Point> points = new ArrayList<>();
        double end = Math.min(nines, Math.log10((double) Math.max(2, times.count())));
        for (double nine = 0; times.count() > 0 && nine <= end; nine += 0.04) {
            double share = 1 - Math.pow(10, -nine);
            Quantile quantile = times.quantile(Math.max(share, 1e-6));
            if (!quantile.isExact()) {
                break;
            }
            points.add(new Point(share, quantile.lowerNanos() / 1e6));
        }
        return points;
    }

    void timeline(List<SecondSample> seconds) {
        throughput(seconds);
        chart(
                "E2 response time",
                seconds,
                true,
                "ms",
                List.of(
                        new Series("p50", "s-p50", second -> percentile(second, SecondSample.Times::p50)),
                        new Series("p90", "s-p90", second -> percentile(second, SecondSample.Times::p90)),
                        new Series("p99", "s-p99", second -> percentile(second, SecondSample.Times::p99)),
                        new Series("max", "s-max", second -> event(second, SecondSample.Times::maxMillis))));
        chart(
                "Backlog and outstanding",
                seconds,
                false,
                "messages, slots",
                List.of(
                        new Series("pending", "s-e2", second -> known(second.backlogPending())),
                        new Series("ack-pending", "s-e3", second -> known(second.backlogAckPending())),
                        new Series(
                                "outstanding slots",
                                "s-handoff",
                                second -> OptionalDouble.of((double) second.outstanding()))));
        chart(
                "Schedule lag of the generator",
                seconds,
                true,
                "ms",
                List.of(
                        new Series("p99", "s-e1", second -> lag(second.lagP99Millis())),
                        new Series("max", "s-max", second -> OptionalDouble.of(second.lagMaxMillis()))));
    }

    private void throughput(List<SecondSample> seconds) {
        chart(
                "Throughput",
                seconds,
                false,
                "slots a second",
                List.of(
                        new Series(
                                "planned", "s-handoff dashed", second -> OptionalDouble.of((double) second.planned())),
                        new Series("sent", "s-e1", second -> OptionalDouble.of((double) second.sent())),
                        new Series(
                                "events",
                                "s-e2",
                                second -> OptionalDouble.of((double) count(second, EventOutcome.EVENT))),
                        new Series("failed", "s-bad", second -> OptionalDouble.of(failed(second)))));
    }

    private static double failed(SecondSample second) {
        long closed =
                second.replies().values().stream().mapToLong(Long::longValue).sum();
        return closed - count(second, EventOutcome.EVENT) - count(second, EventOutcome.NO_OP);
    }

    private static long count(SecondSample second, EventOutcome outcome) {
        return second.events().getOrDefault(outcome, 0L);
    }

    private static OptionalDouble lag(@Nullable Double millis) {
        return millis == null ? OptionalDouble.empty() : OptionalDouble.of(millis);
    }

    private static OptionalDouble known(@Nullable Long value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The lower bound: a second with losses is drawn at what is known of it. */
    private static OptionalDouble percentile(
            SecondSample second, Function<SecondSample.Times, @Nullable Bounds> figure) {
        SecondSample.Times times = second.responseTimes().get(Signal.EVENT);
        Bounds bounds = times == null ? null : figure.apply(times);
        return bounds == null ? OptionalDouble.empty() : OptionalDouble.of(bounds.lowerMillis());
    }

    private static OptionalDouble event(SecondSample second, ToDoubleFunction<SecondSample.Times> figure) {
        SecondSample.Times times = second.responseTimes().get(Signal.EVENT);
        return times == null ? OptionalDouble.empty() : OptionalDouble.of(figure.applyAsDouble(times));
    }

    private record Series(String name, String cssClass, Function<SecondSample, OptionalDouble> figure) {
        /** A long run has more seconds than a chart has pixels: of neighbours the greatest is drawn. */
        List<Point> points(List<SecondSample> seconds) {
            int together = Math.ceilDiv(Math.max(1, seconds.size()), MOST_POINTS);
            List<Point> points = new ArrayList<>();
            for (int from = 0; from < seconds.size(); from += together) {
                List<SecondSample> part = seconds.subList(from, Math.min(seconds.size(), from + together));
                double second = part.getFirst().second();
                part.stream()
                        .map(figure)
                        .flatMapToDouble(OptionalDouble::stream)
                        .max()
                        .ifPresent(greatest -> points.add(new Point(second, greatest)));
            }
            return points;
        }
    }

    private void chart(String name, List<SecondSample> seconds, boolean logarithmic, String unit, List<Series> series) {
        page.leaf("h3", name);
        legend(series.stream()
                .map(each -> Map.entry(each.name(), each.cssClass()))
                .toList());
        double[] values = series.stream()
                .flatMap(each -> each.points(seconds).stream())
                .mapToDouble(Point::y)
                .filter(value -> !logarithmic || value > 0)
                .sorted()
                .toArray();
        double least = values.length == 0 ? 0.1 : values[0];
        double greatest = values.length == 0 ? 1 : values[values.length - 1];
        double last = seconds.getLast().second();
        for (Size size : Size.values()) {
            Plot plot = new Plot(
                    page,
                    size,
                    TIMELINE_HEIGHT,
                    Axis.linear("seconds since the first slot", 0, Math.max(1, last), size == Size.WIDE ? 10 : 5),
                    logarithmic
                            ? Axis.logarithmic(unit, least, greatest)
                            : Axis.linear(unit, 0, Math.max(1, greatest * 1.05), 4),
                    name + " in each second: "
                            + String.join(
                                    ", ", series.stream().map(Series::name).toList()));
            long warmup = seconds.stream()
                    .filter(second -> second.phase() == Phase.WARMUP)
                    .count();
            if (warmup > 0) {
                plot.stretch(0, (double) warmup, "warm-up");
            }
            series.forEach(each -> plot.line(each.cssClass(), each.name(), each.points(seconds)));
            plot.end();
        }
    }

    void bands(Stages stages) {
        List<Stages.Band> bands = stages.bands();
        legend(PARTS.stream()
                .map(part -> Map.entry(part.name(), part.cssClass()))
                .toList());
        double longest =
                bands.stream().mapToDouble(Stages.Band::totalMillis).max().orElse(1);
        for (Size size : Size.values()) {
            List<Axis.Tick> names = new ArrayList<>();
            for (int row = 0; row < bands.size(); row++) {
                names.add(new Axis.Tick(bands.size() - row, bands.get(row).name()));
            }
            Plot plot = new Plot(
                    page,
                    size,
                    58 + 38 * bands.size(),
                    Axis.linear(
                            "ms since the intended send", 0, Math.max(0.1, longest * 1.02), size == Size.WIDE ? 8 : 4),
                    new Axis("", names, value -> (value - 0.5) / bands.size()),
                    "Mean stages of the requests of each band; the table has the numbers");
            for (int row = 0; row < bands.size(); row++) {
                band(plot, bands.get(row), names.get(row).value());
            }
            plot.end();
        }
    }

    private static void band(Plot plot, Stages.Band band, double row) {
        double start = 0;
        for (Part part : PARTS) {
            double end = start + part.millis().applyAsDouble(band);
            if (end > start) {
                String title = part.name() + ", " + band.name() + ": " + FigureText.millis(end - start) + " ms";
                plot.bar(part.cssClass(), title, start, end, row, 22);
            }
            start = end;
        }
    }

    /** A stage of a band's total. */
    private record Part(String name, String cssClass, ToDoubleFunction<Stages.Band> millis) {}

    void growth(RoomGrowth growth) {
        record Curve(String name, String cssClass, String signal, Percentile percentile) {}
        List<Curve> curves = List.of(
                new Curve("E1 p50", "s-e1", "E1", Percentile.P50),
                new Curve("ack p50", "s-ack", "ack", Percentile.P50),
                new Curve("E2 p50", "s-e2", "E2", Percentile.P50),
                new Curve("E2 p99", "s-e2 dashed", "E2", Percentile.P99),
                new Curve("E3 p50", "s-e3", "E3", Percentile.P50));
        List<Curve> seen = curves.stream()
                .filter(curve ->
                        !curve(growth, curve.signal(), curve.percentile()).isEmpty())
                .toList();
        legend(seen.stream()
                .map(curve -> Map.entry(curve.name(), curve.cssClass()))
                .toList());
        double greatest = seen.stream()
                .flatMap(curve -> curve(growth, curve.signal(), curve.percentile()).stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1);
        double from =
                growth.buckets().isEmpty() ? 0 : growth.buckets().getFirst().fromSize();
        for (Size size : Size.values()) {
            Plot plot = new Plot(
                    page,
                    size,
                    300,
                    Axis.linear(
                            "members of the room before the request",
                            from,
                            growth.targetSize(),
                            size == Size.WIDE ? 10 : 5),
                    Axis.linear("ms", 0, greatest * 1.05, 5),
                    "Response time by room size; the table by room size has the numbers");
            seen.forEach(curve ->
                    plot.dots(curve.cssClass(), curve.name(), curve(growth, curve.signal(), curve.percentile())));
            plot.end();
        }
    }

    private static List<Point> curve(RoomGrowth growth, String signal, Percentile percentile) {
        List<Point> points = new ArrayList<>();
        for (Bucket bucket : growth.buckets()) {
            bucket.latencies().stream()
                    .filter(row -> row.signal().equals(signal) && row.basis().equals("response"))
                    .flatMap(row -> row.times().percentile(percentile).stream())
                    .filter(Bounds::bothAgree)
                    .forEach(found -> points.add(
                            new Point((bucket.fromSize() + bucket.toSize() - 1) / 2.0, found.lowerMillis())));
        }
        return points;
    }

    void legend(List<Map.Entry<String, String>> entries) {
        page.open("ul", "class", "legend");
        entries.forEach(entry -> page.open("li")
                .open("span", "class", "key " + entry.getValue(), "aria-hidden", "true")
                .close()
                .text(entry.getKey())
                .close());
        page.closeLine();
    }
}
