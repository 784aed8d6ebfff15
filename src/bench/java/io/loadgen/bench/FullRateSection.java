package io.loadgen.bench;

import java.util.ArrayList;
import java.util.List;

/** How many requests a second each side completes when nothing but a window of 1,000 holds it back, and at what cost. */
final class FullRateSection implements Section {
    private static final Line.Bar ALLOCATION = new Line.Bar.Below(1024);

    private final String name;

    FullRateSection(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "Complete " + name + " requests at full rate, window " + Workload.WINDOW;
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        List<Line> lines = new ArrayList<>();
        try (Lab lab = Lab.start()) {
            if (name.equals(Workload.CANONICAL)) {
                compare(lab, options, 3, false, "same signals", 0.80, lines);
                compare(lab, options, 2, false, "bare: ack and event only", 0.80, lines);
            } else {
                compare(lab, options, 3, false, "same signals, no handoff", 0.90, lines);
                compare(lab, options, 2, false, "bare: reply and event only, no handoff", 0.80, lines);
                compare(lab, options, 4, true, "same signals, handoff watched", 0.88, lines);
                compare(lab, options, 2, true, "bare: reply and event only, handoff watched", 0.60, lines);
            }
        }
        return lines;
    }

    private void compare(
            Lab lab, BenchOptions options, int signals, boolean handoff, String what, double bar, List<Line> lines)
            throws Exception {
        Task task = Task.fullRate(name, signals, handoff, options.requests());
        Pairs pairs = Pairs.run(
                name + ", " + what,
                options.pairs(),
                () -> {
                    lab.echo().ask(task);
                    return lab.bare().ask(task);
                },
                () -> {
                    lab.echo().ask(task);
                    return lab.engine().ask(task);
                });
        lines.add(pairs.line("requests/s (" + what + ")", "ratePerSecond", new Line.Bar.AtLeast(bar)));
        lines.add(pairs.line("CPU of the client, us/request (" + what + ")", "cpuMicrosPerRequest", null));
        lines.add(pairs.line("allocated bytes/request (" + what + ")", "allocatedBytesPerRequest", ALLOCATION));
        lines.add(
                pairs.line("surviving bytes/request (" + what + ")", "survivedBytesPerRequest", new Line.Bar.Below(1)));
    }
}
