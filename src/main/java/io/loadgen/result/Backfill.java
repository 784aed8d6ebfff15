package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first org add of each room, on which room-worker writes a row for every member that is there: apart from all other
 * latencies, warm-up included.
 *
 * <p>Immutable; any thread.
 *
 * @param sent how many were sent
 * @param events of them closed with their event
 * @param measured the books of those that are not of the warm-up: part of the books of all measured slots; null in a report from before they were kept
 * @param latencies for each observed signal its response time, then its service time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backfill(long sent, long events, @Nullable Books measured, List<LatencyRow> latencies) {
    /** Takes a copy. */
    public Backfill {
        latencies = List.copyOf(latencies);
    }

    /**
     * The figures of a run that added no orgs.
     *
     * @return nothing sent
     */
    public static Backfill none() {
        return new Backfill(0, 0, Books.empty(), List.of());
    }

    /** The books of those that are not of the warm-up, by the rule of today. */
    Books books() {
        return measured == null ? Books.empty() : measured.renewed();
    }
}
