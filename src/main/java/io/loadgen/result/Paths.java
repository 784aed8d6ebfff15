package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measured requests by the ways that they take, of a fixture set whose adds take several.
 *
 * <p>Immutable; any thread.
 *
 * @param rows one for each combination of ways that a request took; together they are all requests
 * @param outbox the outbox messages, null where none was watched
 * @param arrivals the same where they arrive at the other site, null where nobody listened there
 * @param subjects on which subjects events came, null for a set whose rooms are all told of on the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Paths(
        List<Row> rows,
        @Nullable Copies outbox,
        @Nullable Copies arrivals,
        @Nullable Subjects subjects) {
    /** Of a run whose adds all take the ordinary way. */
    public static final Paths NONE = new Paths(List.of(), null, null, null);

    /** Takes a copy. */
    public Paths {
        rows = List.copyOf(rows);
    }

    /**
     * The requests that took the same ways.
     *
     * @param paths the ways, none for the ordinary one
     * @param measured their books, those of first org adds among them
     * @param latencies for each observed signal its response time, then its service time; without first org adds
     */
    public record Row(List<AddPath> paths, Books measured, List<LatencyRow> latencies) {
        /** Takes copies. */
        public Row {
            paths = List.copyOf(paths);
            latencies = List.copyOf(latencies);
        }
    }

    /**
     * On which subjects the run's events came, warm-up included, and every copy of one.
     *
     * @param mode what the platform makes of rooms that are known to have no members on other sites
     * @param global events on the subjects of every room
     * @param local events on those of the site
     */
    public record Subjects(SubjectMode mode, long global, long local) {}

    /**
     * The messages to another site of measured requests, one for each whose event came and that adds somebody of that site. How long they
     * took is the stage {@code send → outbox}, or {@code send → arrival}.
     *
     * @param due how many there should have been
     * @param seen of them seen, with the members that they must name
     * @param missing of them not seen within the event timeout
     * @param mismatched messages of the run, warm-up included, that named other members
     * @param repeated messages of the run, warm-up included, beyond the first of a request, or after its time
     */
    public record Copies(long due, long seen, long missing, long mismatched, long repeated) {}
}
