package io.loadgen.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How late requests are sent at a fixed rate, beside two references: a pacer that only keeps the schedule, on a machine that does nothing
 * else, and the bare loop, which keeps it in the same way and sends and receives what the engine does.
 */
final class PacingSection implements Section {
    private static final String PACER = "pacer.";

    @Override
    public String name() {
        return "pacing";
    }

    @Override
    public String title() {
        return "Schedule lag at a fixed rate, beside a pacer that sends nothing, and beside the bare loop, which sends";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        List<Line> lines = new ArrayList<>();
        try (Lab lab = Lab.start()) {
            lab.warmUp();
            for (int rate : options.pacedRates()) {
                lines.addAll(atRate(lab, options, rate));
            }
        }
        return lines;
    }

    private static List<Line> atRate(Lab lab, BenchOptions options, int rate) throws Exception {
        long requests = (long) rate * options.pacedSeconds();
        Pairs pairs = Pairs.run(
                "pacing at " + rate + "/s",
                options.pairs(),
                () -> references(lab, rate, requests),
                () -> lab.engine().ask(Task.of("paced", rate, requests)));
        String at = " at " + rate + "/s, ";
        String besideLoop = "; reference: bare loop";
        boolean judged = rate == 5_000 || rate == 10_000;
        List<Line> lines = new ArrayList<>();
        for (String percentile : List.of("p50", "p99", "p99.9")) {
            String figure = "lag" + percentile.toUpperCase(Locale.ROOT).replace(".", "") + "Micros";
            String name = "lag " + percentile + at + "us";
            Line.Bar bar = judged && percentile.equals("p99") ? new Line.Bar.AtMost(1.5) : null;
            lines.add(pairs.line(name + "; reference: pacer, idle machine", PACER + figure, figure, bar));
            lines.add(pairs.line(name + besideLoop, figure, figure, bar));
        }
        lines.add(pairs.line("lag p99" + at + "us", "lagP99Micros", rate == 5_000 ? new Line.Bar.Below(150) : null));
        lines.add(pairs.line("E1 p50" + at + "us" + besideLoop, "replyP50Micros", null));
        lines.add(pairs.line("E1 p99" + at + "us" + besideLoop, "replyP99Micros", null));
        lines.add(pairs.line("CPU of the client" + at + "us/request" + besideLoop, "cpuMicrosPerRequest", null));
        lines.add(pairs.line(
                "achieved" + at + "% of the rate",
                PACER + "achievedPercent",
                "achievedPercent",
                new Line.Bar.Around(100, 0.1)));
        return lines;
    }

    private static Map<String, Double> references(Lab lab, int rate, long requests) throws IOException {
        Map<String, Double> figures = new HashMap<>(lab.bare().ask(Task.of("paced", rate, requests)));
        lab.bare().ask(Task.of("pacer", rate, requests)).forEach((name, value) -> figures.put(PACER + name, value));
        return figures;
    }
}
