package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What was heard of one attempt of room-worker at its jobs, over all requests whose job failed at least once, warm-up included. The first
 * attempt has no latencies of its own: what came of it is among those of all requests.
 *
 * <p>Immutable; any thread.
 *
 * @param attempt which, from 1
 * @param failed requests whose job failed in it
 * @param ok requests whose job ended {@code ok} in it
 * @param unfinished of the failed: requests whose job room-worker was to try again, and had not by the end of their wait
 * @param latencies of the event and of the result {@code ok}, as far as they came of this attempt: response time, then service time
 */
public record Attempt(
        int attempt,
        long failed,
        long ok,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long unfinished,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LatencyRow> latencies) {
    /** Takes a copy. */
    public Attempt {
        latencies = latencies == null ? List.of() : List.copyOf(latencies);
    }
}
