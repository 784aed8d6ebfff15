package io.loadgen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The live heap after runs of growing length, their results still held, beside the live heap before. */
final class HeapSection implements Section {
    private static final double MAY_GROW_MEGABYTES = 64;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public String title() {
        return "Live heap against run length; the reference is the idle engine";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        List<Line> lines = new ArrayList<>();
        try (Lab lab = Lab.start()) {
            lab.echo().ask(Task.fullRate(Workload.FRONTDOOR, 4, true, 0));
            lab.engine().ask(Task.of("heap", 0, 10_000));
            for (long requests = options.requests() / 10; requests <= options.requests() * 3; requests *= 3) {
                Map<String, Double> heap = lab.engine().ask(Task.of("heap", 0, requests));
                lines.add(new Line(
                        "live heap after " + requests + " requests, MB",
                        List.of(heap.getOrDefault("idleMegabytes", Double.NaN)),
                        List.of(heap.getOrDefault("afterRunMegabytes", Double.NaN)),
                        new Line.Bar.Within(MAY_GROW_MEGABYTES)));
            }
        }
        return lines;
    }
}
