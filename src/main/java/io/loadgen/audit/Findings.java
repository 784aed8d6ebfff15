package io.loadgen.audit;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.UserCount;
import io.loadgen.result.Counts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Figures and anomalies being gathered. Of the anomalies the first few by kind and slot are kept, and the first few rooms with
 * another {@code userCount}, so that what is told hangs neither on the order in which rooms were read nor on how they were split. One thread at a time.
 */
final class Findings {
    private static final Comparator<Anomaly> ORDER = Comparator.comparing(Anomaly::kind)
            .thenComparingLong(anomaly ->
                    anomaly.add() == null ? Long.MAX_VALUE : anomaly.add().slot())
            .thenComparing(Anomaly::roomId);

    private final Map<AuditFigure, Long> figures = new EnumMap<>(AuditFigure.class);
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final List<UserCount> userCounts = new ArrayList<>();
    private long anomaliesFound;

    void count(AuditFigure figure, long more) {
        figures.merge(figure, more, Long::sum);
    }

    void anomaly(Anomaly anomaly) {
        anomaliesFound++;
        keep(List.of(anomaly));
    }

    void userCount(UserCount other) {
        keepCounts(List.of(other));
    }

    void add(Findings others) {
        others.figures.forEach(this::count);
        anomaliesFound += others.anomaliesFound;
        keep(others.anomalies);
        keepCounts(others.userCounts);
    }

    private void keep(List<Anomaly> more) {
        keepFirst(anomalies, more, ORDER);
    }

    private void keepCounts(List<UserCount> more) {
        keepFirst(userCounts, more, Comparator.comparing(UserCount::roomId));
    }

    private static <T> void keepFirst(List<T> kept, List<T> more, Comparator<T> order) {
        kept.addAll(more);
        kept.sort(order);
        if (kept.size() > AuditResult.MOST_ANOMALIES) {
            kept.subList(AuditResult.MOST_ANOMALIES, kept.size()).clear();
        }
    }

    Map<AuditFigure, Long> counts() {
        return Counts.complete(AuditFigure.class, figures);
    }

    List<Anomaly> anomalies() {
        return List.copyOf(anomalies);
    }

    List<UserCount> userCounts() {
        return List.copyOf(userCounts);
    }

    long anomaliesFound() {
        return anomaliesFound;
    }
}
