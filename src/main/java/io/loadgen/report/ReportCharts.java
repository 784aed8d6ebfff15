package io.loadgen.report;

import io.loadgen.growth.GrowthLaw;
import io.loadgen.latency.Bounds;
import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyDistribution.Quantile;
import io.loadgen.report.Plot.Point;
import io.loadgen.report.Plot.Size;
import io.loadgen.report.ReportDocument.Chart;
import io.loadgen.report.ReportDocument.ChartKey;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RoomGrowth.Bucket;
import io.loadgen.result.Stages;
import io.loadgen.result.search.SearchResult;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Trial;
import io.loadgen.spec.Percentile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts of a report but for its time line. Stateless; any thread. */
final class ReportCharts {
    private static final int SPECTRUM_HEIGHT = 380;
    private static final int GROWTH_HEIGHT = 300;

    /** What the total of a band is made of, in the order of the way. */
    private static final List<Part> PARTS = List.of(
            new Part("schedule lag", "s-lag", Stages.Band::lagMillis),
            new Part("send → handoff", "s-handoff", Stages.Band::toHandoffMillis),
            new Part("handoff → event", "s-e2", Stages.Band::toEventMillis));

    private static final List<Curve> CURVES = List.of(
            new Curve("s-e1", "E1", Percentile.P50),
            new Curve("s-ack", "ack", Percentile.P50),
            new Curve("s-e2", "E2", Percentile.P50),
            new Curve("s-e2 dashed", "E2", Percentile.P99),
            new Curve("s-e3", "E3", Percentile.P50));

    private static final List<RateCurve> RATE_CURVES = List.of(
            new RateCurve("s-e2", "E2 p50", Trial::e2P50Millis),
            new RateCurve("s-e2 dashed", "E2 p99", Trial::e2P99Millis));

    private ReportCharts() {}

    /** A percentile over the rate of the trials. */
    private record RateCurve(String cssClass, String name, Function<Trial, @Nullable Double> millis)
            implements ChartKey {
        List<Point> points(SearchResult search) {
            List<Point> points = new ArrayList<>();
            search.trials().stream()
                    .filter(trial -> trial.outcome() != Outcome.VOID)
                    .sorted(Comparator.comparingDouble(Trial::ratePerSecond))
                    .forEach(trial -> {
                        Double value = millis.apply(trial);
                        if (value != null) {
                            points.add(new Point(trial.ratePerSecond(), value));
                        }
                    });
            return points;
        }
    }

    /** A stage of a band's total. */
    private record Part(String name, String cssClass, ToDoubleFunction<Stages.Band> millis) implements ChartKey {}

    /** A percentile of a signal over the size of the room. */
    private record Curve(String cssClass, String signal, Percentile percentile) implements ChartKey {
        @Override
        public String name() {
            return signal + " " + percentile.label();
        }

        List<Point> points(RoomGrowth growth) {
            List<Point> points = new ArrayList<>();
            for (Bucket bucket : growth.buckets()) {
                bucket.latencies().stream()
                        .filter(row ->
                                row.signal().equals(signal) && row.basis().equals("response"))
                        .flatMap(row -> row.times().percentile(percentile).stream())
                        .filter(Bounds::bothAgree)
                        .forEach(found -> points.add(
                                new Point((bucket.fromSize() + bucket.toSize() - 1) / 2.0, found.lowerMillis())));
            }
            return points;
        }
    }

    /** The samples of a signal, counted from one moment. */
    private record Spectrum(String name, String cssClass, LatencyDistribution times) implements ChartKey {
        static Spectrum of(LatencyRow row) {
            return new Spectrum(
                    row.signal() + " " + row.basis(),
                    "s-" + row.signal().toLowerCase(Locale.ROOT) + (row.basis().equals("service") ? " dashed" : ""),
                    row.histogram().expand());
        }

        String title() {
            long lost = times.censoredCount();
            return name + (lost == 0 ? "" : ", ends where the " + lost + " losses begin");
        }

        /** As far as samples reach, and not into losses. */
        List<Point> points(int nines) {
            List<Point> points = new ArrayList<>();
            LatencyDistribution.Ranks ranks = times.ranks();
            double end = Math.min(nines, Math.log10((double) Math.max(2, times.count())));
            for (double nine = 0; nine <= end; nine += 0.04) {
                double share = 1 - Math.pow(10, -nine);
                Quantile quantile = ranks.quantile(Math.max(share, 1e-6));
                if (!quantile.isExact()) {
                    break;
                }
                points.add(new Point(share, quantile.lowerNanos() / 1e6));
            }
            return points;
        }
    }

    /** Rows without a sample are left out. */
    static List<Chart> spectrum(List<LatencyRow> rows) {
        List<Spectrum> seen = rows.stream()
                .filter(row -> row.times().count() > 0)
                .map(Spectrum::of)
                .toList();
        if (seen.isEmpty()) {
            return List.of();
        }
        long most = seen.stream().mapToLong(each -> each.times().count()).max().orElse(1);
        int nines = Math.max(2, Math.min(6, (int) Math.ceil(Math.log10((double) Math.max(2, most)))));
        // Each is drawn in every size, and asks for a hundred percentiles.
        Map<Spectrum, List<Point>> lines = new LinkedHashMap<>();
        seen.forEach(each -> lines.put(each, each.points(nines)));
        double least = seen.stream()
                .mapToDouble(each -> Math.max(1, each.times().quantile(0.01).lowerNanos()) / 1e6)
                .min()
                .orElse(1);
        double greatest = seen.stream()
                .mapToDouble(each -> each.times().maxNanos() / 1e6)
                .max()
                .orElse(1);
        return List.of(new Chart(
                "",
                seen,
                "Latency by percentile, one line for each signal and basis; the table of latencies has the numbers",
                SPECTRUM_HEIGHT,
                size -> Axis.percentiles(nines),
                Axis.logarithmic("ms", least, greatest),
                plot -> lines.forEach((each, points) -> plot.line(each.cssClass(), each.title(), points))));
    }

    static Chart bands(Stages stages) {
        List<Stages.Band> bands = stages.bands();
        double longest =
                bands.stream().mapToDouble(Stages.Band::totalMillis).max().orElse(1);
        return new Chart(
                "",
                PARTS,
                "Mean stages of the requests of each band; the table has the numbers",
                58 + 38 * bands.size(),
                size -> Axis.linear(
                        "ms since the intended send", 0, Math.max(0.1, longest * 1.02), size == Size.WIDE ? 8 : 4),
                Axis.names(bands.stream().map(Stages.Band::name).toList()),
                plot -> {
                    for (int row = 0; row < bands.size(); row++) {
                        band(plot, bands.get(row), bands.size() - row);
                    }
                });
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

    /** The law, as far as rooms were measured. */
    private record LawCurve(GrowthLaw.Curve curve, int fromSize, int toSize) implements ChartKey {
        private static final int STRETCHES = 40;

        static List<LawCurve> of(RoomGrowth growth) {
            GrowthLaw law = growth.law();
            return law == null || law.curve() == null
                    ? List.of()
                    : List.of(new LawCurve(law.curve(), law.fromSize(), law.toSize()));
        }

        @Override
        public String name() {
            return "E2 by the law";
        }

        @Override
        public String cssClass() {
            return "s-e2 dotted";
        }

        List<Point> points() {
            return IntStream.rangeClosed(0, STRETCHES)
                    .mapToDouble(at -> fromSize + (double) at * (toSize - fromSize) / STRETCHES)
                    .mapToObj(size -> new Point(size, curve.at(size)))
                    .toList();
        }
    }

    static Chart growth(RoomGrowth growth) {
        List<Curve> seen =
                CURVES.stream().filter(curve -> !curve.points(growth).isEmpty()).toList();
        List<LawCurve> laws = LawCurve.of(growth);
        List<ChartKey> keys =
                Stream.<ChartKey>concat(seen.stream(), laws.stream()).toList();
        double greatest = seen.stream()
                .flatMap(curve -> curve.points(growth).stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1);
        greatest = laws.stream()
                .flatMap(law -> law.points().stream())
                .mapToDouble(Point::y)
                .reduce(greatest, Math::max);
        double from =
                growth.buckets().isEmpty() ? 0 : growth.buckets().getFirst().fromSize();
        return new Chart(
                "",
                keys,
                "Response time by room size; the table by room size has the numbers",
                GROWTH_HEIGHT,
                size -> Axis.linear(
                        "members of the room before the request",
                        from,
                        growth.targetSize(),
                        size == Size.WIDE ? 10 : 5),
                Axis.linear("ms", 0, greatest * 1.05, 5),
                plot -> {
                    seen.forEach(curve -> plot.dots(curve.cssClass(), curve.name(), curve.points(growth)));
                    laws.forEach(law -> plot.line(law.cssClass(), law.name(), law.points()));
                });
    }

    /** Percentiles over the rate, trial by trial; where several had one rate, each is a point. */
    static Chart curve(SearchResult search) {
        List<RateCurve> seen = RATE_CURVES.stream()
                .filter(curve -> !curve.points(search).isEmpty())
                .toList();
        double greatest = seen.stream()
                .flatMap(curve -> curve.points(search).stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1);
        double highest =
                search.trials().stream().mapToDouble(Trial::ratePerSecond).max().orElse(1);
        return new Chart(
                "",
                seen,
                "Response time to the event by rate; the table of trials has the numbers",
                GROWTH_HEIGHT,
                size -> Axis.linear("requests a second", 0, highest * 1.05, size == Size.WIDE ? 10 : 5),
                Axis.linear("ms", 0, greatest * 1.05, 5),
                plot -> {
                    Double held = search.heldPerSecond();
                    Double broke = search.brokePerSecond();
                    if (held != null && broke != null) {
                        plot.stretch(held, broke, "bracket");
                    }
                    seen.forEach(curve -> plot.dots(curve.cssClass(), curve.name(), curve.points(search)));
                });
    }
}
