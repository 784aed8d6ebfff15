package io.loadgen.bench;

import io.loadgen.measurement.SlotPieces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The small pieces of the hot path, each beside the usual way to do it; measured by JMH, one iteration a figure. */
final class PiecesSection implements Section {
    private static final String LOADGEN = "Loadgen";
    private static final String REFERENCE = "Reference";

    @Override
    public String name() {
        return "pieces";
    }

    @Override
    public String title() {
        return "Pieces of the hot path, ns each; the reference is the library's way";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        TimeValue iteration = TimeValue.milliseconds(options.quick() ? 100 : 1000);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(SlotPieces.class.getPackageName().replace("measurement", "[a-z]+")
                                + "\\.[A-Za-z]+Pieces\\.")
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(iteration)
                        .measurementIterations(options.pairs())
                        .measurementTime(iteration)
                        .jvmArgsAppend("-Xmx512m")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        for (RunResult result : results) {
            scores.put(method(result.getParams()), scores(result));
        }
        List<Line> lines = new ArrayList<>();
        scores.forEach((method, mine) -> {
            if (method.endsWith(LOADGEN)) {
                String piece = method.substring(0, method.length() - LOADGEN.length());
                lines.add(new Line(piece + ", ns", scores.getOrDefault(piece + REFERENCE, List.of()), mine, null));
            }
        });
        return lines;
    }

    private static String method(BenchmarkParams benchmark) {
        String name = benchmark.getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<Double> scores(RunResult result) {
        return result.getAggregatedResult().getIterationResults().stream()
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }
}
