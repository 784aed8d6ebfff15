package io.loadgen.bench;

import java.util.List;

/** What the instrument adds to the times that it measures: service times at 1,000/s beside those of the bare loop. */
final class AccuracySection implements Section {
    private static final int RATE = 1_000;
    private static final Line.Bar NEAR = new Line.Bar.Near(1.05, 20);

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String title() {
        return "Service times at " + RATE + "/s";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        long requests = (long) RATE * options.pacedSeconds();
        try (Lab lab = Lab.start()) {
            lab.warmUp();
            Pairs pairs = Pairs.run(
                    "accuracy",
                    options.pairs(),
                    () -> lab.bare().ask(Task.of("paced", RATE, requests)),
                    () -> lab.engine().ask(Task.of("paced", RATE, requests)));
            return List.of(
                    pairs.line("E1 (reply) p50, us", "replyP50Micros", NEAR),
                    pairs.line("E1 (reply) p99, us", "replyP99Micros", NEAR),
                    pairs.line("E2 (event) p50, us", "eventP50Micros", null),
                    pairs.line("E2 (event) p99, us", "eventP99Micros", null),
                    pairs.line("schedule lag p99, us", "lagP99Micros", null),
                    pairs.line("CPU of the client, us/request", "cpuMicrosPerRequest", null));
        }
    }
}
