package io.loadgen.audit;

import io.loadgen.injection.InjectionException;
import io.loadgen.injection.JobStream;
import io.loadgen.injection.StoredJob;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Finds the jobs of a few requests in the stream, by reading on from where the run began. Bounded: in a long run a job may not be
 * found.
 *
 * <p>One thread at a time.
 */
final class StoredJobSearch {
    /** Jobs looked at, at most: a few seconds' worth. */
    static final int MOST_LOOKS = 20_000;

    private final JobStream stream;

    StoredJobSearch(JobStream stream) {
        this.stream = stream;
    }

    /**
     * Looks until all are found, the stream ends, {@value #MOST_LOOKS} jobs were looked at, or {@code cancelled}.
     *
     * @return the sequences of those found, by request id
     * @throws InjectionException when the stream cannot be read
     */
    Map<String, Long> find(Set<String> requestIds, long firstSequence, BooleanSupplier cancelled)
            throws InjectionException {
        Map<String, Long> found = new HashMap<>();
        Set<String> wanted = new HashSet<>(requestIds);
        long next = firstSequence;
        for (int looks = 0; looks < MOST_LOOKS && !wanted.isEmpty() && !cancelled.getAsBoolean(); looks++) {
            Optional<StoredJob> job = stream.next(next);
            if (job.isEmpty()) {
                break;
            }
            String requestId = job.get().requestId();
            if (requestId != null && wanted.remove(requestId)) {
                found.put(requestId, job.get().sequence());
            }
            next = job.get().sequence() + 1;
        }
        return found;
    }
}
