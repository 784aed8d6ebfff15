package io.loadgen.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs two sides in turn and keeps what each said, pair by pair. The first round is for warming up, and is thrown away. */
final class Pairs {
    private final List<Map<String, Double>> reference = new ArrayList<>();
    private final List<Map<String, Double>> loadgen = new ArrayList<>();

    private Pairs() {}

    static Pairs run(String what, int pairs, Side reference, Side loadgen) throws Exception {
        Pairs results = new Pairs();
        for (int pair = 0; pair <= pairs; pair++) {
            Map<String, Double> bare = reference.run();
            Map<String, Double> mine = loadgen.run();
            if (pair > 0) {
                results.reference.add(bare);
                results.loadgen.add(mine);
                System.err.printf("%s %d/%d: %s | %s%n", what, pair, pairs, brief(bare), brief(mine));
            }
        }
        return results;
    }

    static String brief(Map<String, Double> figures) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of(
                "ratePerSecond",
                "cpuMicrosPerRequest",
                "allocatedBytesPerRequest",
                "serverMicrosPerRequest",
                "lagP99Micros",
                "lagP999Micros",
                "replyP50Micros",
                "replyP90Micros",
                "replyP99Micros")) {
            Double value = figures.get(name);
            if (value != null) {
                text.append(String.format("%s %.1f  ", name, value));
            }
        }
        return text.toString().trim();
    }

    /** A line about one of the figures that both sides give. */
    Line line(String name, String figure, Line.@Nullable Bar bar) {
        return line(name, figure, figure, bar);
    }

    /** A line about a figure that the two sides know by different names. */
    Line line(String name, String referenceFigure, String loadgenFigure, Line.@Nullable Bar bar) {
        return new Line(name, figures(reference, referenceFigure), figures(loadgen, loadgenFigure), bar);
    }

    static List<Double> figures(List<Map<String, Double>> runs, String figure) {
        return runs.stream()
                .map(run -> {
                    Double value = run.get(figure);
                    if (value == null) {
                        throw new IllegalStateException("no figure " + figure + " in " + run.keySet());
                    }
                    return value;
                })
                .toList();
    }

    /** One run of one side. */
    @FunctionalInterface
    interface Side {
        Map<String, Double> run() throws IOException;
    }
}
