package io.loadgen.audit;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.Counts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Figures and anomalies being gathered. Of the anomalies the first few by kind and slot are kept, so that what is told hangs
 * neither on the order in which rooms were read nor on how they were split. One thread at a time.
 */
final class Findings {
    private static final Comparator<Anomaly> ORDER = Comparator.comparing(Anomaly::kind)
            .thenComparingLong(anomaly ->
                    anomaly.add() == null ? Long.MAX_VALUE : anomaly.add().slot())
            .thenComparing(Anomaly::roomId);

    private final Map<AuditFigure, Long> figures = new EnumMap<>(AuditFigure.class);
    private final List<Anomaly> anomalies = new ArrayList<>();
    private long anomaliesFound;

    void count(AuditFigure figure, long more) {
        figures.merge(figure, more, Long::sum);
    }

    void anomaly(Anomaly anomaly) {
        anomaliesFound++;
        keep(List.of(anomaly));
    }

    void add(Findings others) {
        others.figures.forEach(this::count);
        anomaliesFound += others.anomaliesFound;
        keep(others.anomalies);
    }

    private void keep(List<Anomaly> more) {
        anomalies.addAll(more);
        anomalies.sort(ORDER);
        if (anomalies.size() > AuditResult.MOST_ANOMALIES) {
            anomalies.subList(AuditResult.MOST_ANOMALIES, anomalies.size()).clear();
        }
    }

    Map<AuditFigure, Long> counts() {
        return Counts.complete(AuditFigure.class, figures);
    }

    List<Anomaly> anomalies() {
        return List.copyOf(anomalies);
    }

    long anomaliesFound() {
        return anomaliesFound;
    }
}
