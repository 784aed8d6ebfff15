package io.loadgen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a load at a fixed rate costs the client and those that it loads, how late its requests are sent, and how long replies seem to take:
 * the product's open loop, beside a bare one that sends at the same rate.
 */
final class PacedSection implements Section {
    @Override
    public String name() {
        return "paced";
    }

    @Override
    public String title() {
        return "Load at a fixed rate; the reference is a bare paced loop";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        List<Line> lines = new ArrayList<>();
        try (Lab lab = Lab.start()) {
            lab.warmUp(options.requests());
            for (int rate : options.pacedRates()) {
                Task task = Task.of("paced", rate, (long) rate * options.pacedSeconds());
                Pairs pairs = Pairs.run(
                        "paced at " + rate + "/s",
                        options.pairs(),
                        () -> lab.bare().ask(task),
                        () -> lab.engine().ask(task));
                lines.addAll(atRate(pairs, rate));
            }
        }
        return lines;
    }

    private static List<Line> atRate(Pairs pairs, int rate) {
        String at = String.format(Locale.ROOT, "%,d/s: ", rate);
        return List.of(
                pairs.line(
                        at + "CPU of the client, us/request",
                        "cpuMicrosPerRequest",
                        bar(rate == 1_000, new Line.Bar.AtMost(1.5))),
                pairs.line(at + "of that in the kernel, %", "kernelPercent", null),
                pairs.line(
                        at + "CPU of nats-server, us/request",
                        "serverMicrosPerRequest",
                        bar(rate == 20_000, new Line.Bar.AtMost(1.05))),
                pairs.line(at + "CPU of the responder, us/request", "responderMicrosPerRequest", null),
                pairs.line(at + "lag p50, us", "lagP50Micros", null),
                pairs.line(at + "lag p99, us", "lagP99Micros", bar(rate == 1_000, new Line.Bar.Below(10))),
                pairs.line(at + "lag p99.9, us", "lagP999Micros", null),
                pairs.line(at + "E1 p50, us", "replyP50Micros", null),
                pairs.line(at + "E1 p99, us", "replyP99Micros", replyBar(rate)),
                pairs.line(at + "E1 p99 from the schedule, us", "replyFromScheduleP99Micros", null),
                pairs.line(at + "achieved, % of the rate", "achievedPercent", new Line.Bar.Around(100, 0.1)));
    }

    private static Line.@Nullable Bar replyBar(int rate) {
        return switch (rate) {
            case 1_000 -> new Line.Bar.AtMost(1.15);
            case 20_000 -> new Line.Bar.AtMost(1.2);
            default -> null;
        };
    }

    private static Line.@Nullable Bar bar(boolean wanted, Line.Bar bar) {
        return wanted ? bar : null;
    }
}
