package io.loadgen.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whether the first run of a process finds what a later one does: fresh processes, five runs each, all held against the fifth. */
final class FirstRunSection implements Section {
    private static final int RATE = 5_000;
    private static final int RUNS = 5;
    private static final Line.Bar NO_WORSE = new Line.Bar.MostlyAtMost(1.15, 0.9);

    @Override
    public String name() {
        return "first-run";
    }

    @Override
    public String title() {
        return "Runs 1 to 4 of a fresh process at " + RATE + "/s; the reference is its run 5";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        List<List<Map<String, Double>>> processes = new ArrayList<>();
        try (Lab lab = Lab.start()) {
            lab.warmUp(options.requests());
            Task task = Task.of("rehearsed", RATE, (long) RATE * options.pacedSeconds());
            for (int process = 0; process < options.processes(); process++) {
                processes.add(runs(lab, task));
            }
        }
        List<Line> lines = new ArrayList<>();
        lines.addAll(lines("E1 p90, us", "replyP90Micros", processes, true));
        lines.addAll(lines("E1 p99, us", "replyP99Micros", processes, false));
        lines.addAll(lines("CPU of the client, us/request", "cpuMicrosPerRequest", processes, true));
        lines.addAll(lines("lag p99.9, us", "lagP999Micros", processes, true));
        return lines;
    }

    private static List<Map<String, Double>> runs(Lab lab, Task task) throws IOException {
        try (WorkerProcess engine = lab.freshEngine()) {
            List<Map<String, Double>> runs = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                runs.add(engine.ask(task));
            }
            System.err.println("first-run: " + runs.stream().map(Pairs::brief).toList());
            return runs;
        }
    }

    /** A line for each run but the last; the first is the one that the bar is about. */
    private static List<Line> lines(
            String what, String figure, List<List<Map<String, Double>>> processes, boolean judged) {
        return IntStream.range(0, RUNS - 1)
                .mapToObj(run -> new Line(
                        what + ", run " + (run + 1),
                        figures(processes, RUNS - 1, figure),
                        figures(processes, run, figure),
                        judged && run == 0 ? NO_WORSE : null))
                .toList();
    }

    private static List<Double> figures(List<List<Map<String, Double>>> processes, int run, String figure) {
        return Pairs.figures(processes.stream().map(runs -> runs.get(run)).toList(), figure);
    }
}
