package io.loadgen.comparison;

import io.loadgen.result.RunReport;
import java.util.List;

/** Compares reports that are in memory anyway. */
final class ReportComparison {
    private ReportComparison() {}

    static Comparison of(
            List<RunReport> candidate, List<RunReport> baseline, List<SeriesFigures> series, boolean forced) {
        return RunComparison.of(side(candidate), side(baseline), series, forced);
    }

    private static List<ComparedRun> side(List<RunReport> reports) {
        return reports.stream()
                .map(report -> new ComparedRun(report, reports.size()))
                .toList();
    }
}
