package io.loadgen.bench;

import java.util.ArrayList;
import java.util.List;

/** How late requests are sent at a fixed rate, beside a loop that only keeps the schedule and sends nothing. */
final class PacingSection implements Section {
    @Override
    public String name() {
        return "pacing";
    }

    @Override
    public String title() {
        return "Schedule lag at a fixed rate; the reference parks, spins and sends nothing";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        List<Line> lines = new ArrayList<>();
        try (Lab lab = Lab.start()) {
            lab.echo().ask(Task.fullRate(Workload.FRONTDOOR, 3, false, 0));
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
                () -> lab.bare().ask(Task.of("pacer", rate, requests)),
                () -> lab.engine().ask(Task.of("paced", rate, requests)));
        String at = " at " + rate + "/s, us";
        boolean judged = rate == 5_000 || rate == 10_000;
        return List.of(
                pairs.line("lag p50" + at, "lagP50Micros", null),
                pairs.line("lag p99" + at, "lagP99Micros", judged ? new Line.Bar.AtMost(1.5) : null),
                pairs.line("lag p99.9" + at, "lagP999Micros", null),
                pairs.line(
                        "achieved at " + rate + "/s, % of the rate", "achievedPercent", new Line.Bar.Around(100, 0.1)));
    }
}
