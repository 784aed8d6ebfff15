package io.loadgen.reporting;

import io.loadgen.measurement.FirstOrgAddFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first org add of each room, on which room-worker writes a row for every member that is there: apart from all other
 * latencies, warm-up included.
 *
 * @param sent how many were sent
 * @param events of them closed with their event
 * @param latencies for each observed signal its response time, then its service time
 */
public record Backfill(long sent, long events, List<LatencyRow> latencies) {
    /** Takes a copy. */
    public Backfill {
        latencies = List.copyOf(latencies);
    }

    static @Nullable Backfill of(FirstOrgAddFigures figures) {
        return figures.sent() == 0
                ? null
                : new Backfill(
                        figures.sent(),
                        figures.events(),
                        LatencyRow.of(figures.responseTimes(), figures.serviceTimes()));
    }
}
