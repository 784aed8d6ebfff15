package io.loadgen.bench;

import java.util.List;

/** The benchmark's command: runs the sections asked for, prints a table of each and writes all figures as JSON. */
public final class Benchmark {
    private static final List<Section> SECTIONS = List.of(
            new FullRateSection(Workload.FRONTDOOR),
            new FullRateSection(Workload.CANONICAL),
            new PacedSection(),
            new FirstRunSection(),
            new HeapSection(),
            new SeedingSection(),
            new StartupSection(),
            new PiecesSection());

    private Benchmark() {}

    /**
     * Runs.
     *
     * @param arguments none; what to do is in system properties, see docs/benchmarks.md
     * @throws Exception when a section fails
     */
    public static void main(String[] arguments) throws Exception {
        BenchOptions options =
                BenchOptions.fromProperties(SECTIONS.stream().map(Section::name).toList());
        BenchReport report = new BenchReport(options);
        for (Section section : SECTIONS) {
            if (options.sections().contains(section.name())) {
                report.add(section, section.run(options));
            }
        }
        report.write();
    }
}
