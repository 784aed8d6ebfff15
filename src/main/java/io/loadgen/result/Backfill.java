package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first org add of each room, on which room-worker writes a row for every member that is there: apart from all other
 * latencies, warm-up included.
 *
 * @param sent how many were sent
 * @param events of them closed with their event
 * @param measured the books of those that are not of the warm-up; null in a report from before they were kept
 * @param latencies for each observed signal its response time, then its service time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backfill(long sent, long events, @Nullable Books measured, List<LatencyRow> latencies) {
    /** Takes a copy. */
    public Backfill {
        latencies = List.copyOf(latencies);
    }

    public static @Nullable Backfill of(FirstOrgAddFigures figures) {
        return figures.sent() == 0
                ? null
                : new Backfill(
                        figures.sent(),
                        figures.events(),
                        figures.measured(),
                        LatencyRow.of(figures.responseTimes(), figures.serviceTimes()));
    }
}
