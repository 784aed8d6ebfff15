package io.loadgen.history;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place where runs are kept: a summary of each, and its parts, which are named pieces of bytes such as the report. Everything
 * can be written again with the same outcome, so that whoever was cut off can do it over.
 *
 * <p>Implementations serve any thread and block; one run is written by one thread at a time. Every method fails with
 * {@link ArchiveUnavailableException} when the place cannot be reached.
 */
public interface RunArchive {
    /**
     * Keeps a summary, in place of an earlier one of the same run.
     *
     * @param run the summary
     */
    void save(RunSummary run);

    /**
     * Looks a run up.
     *
     * @param runId its id
     * @return its summary, empty when it is not kept here
     */
    Optional<RunSummary> find(String runId);

    /**
     * A page of the summaries.
     *
     * @param without ids of runs to leave out
     * @param offset how many of the newest to pass over, 0 or more
     * @param limit how many to give at most, 0 or more
     * @return newest first
     */
    List<RunSummary> list(Set<String> without, int offset, int limit);

    /**
     * Runs of a series.
     *
     * @param series the fingerprint that their figures have
     * @param without ids of runs to leave out
     * @param limit how many to give at most, 1 or more
     * @return newest first
     */
    List<RunSummary> ofSeries(String series, Set<String> without, int limit);

    /**
     * How many runs are kept.
     *
     * @param without ids of runs to leave out
     * @return 0 or more
     */
    long count(Set<String> without);

    /**
     * Old runs.
     *
     * @param moment before which they were taken on
     * @param without ids of runs to leave out
     * @param limit how many to give at most
     * @return in any order
     */
    List<RunSummary> createdBefore(Instant moment, Set<String> without, int limit);

    /** Runs that go on, or whose process ended before they did: in any order. */
    List<RunSummary> unfinished();

    /**
     * Forgets a run and its parts. One that is not kept here is passed over.
     *
     * @param runId its id
     */
    void delete(String runId);

    /**
     * Keeps a part, in place of an earlier one of the same name.
     *
     * @param runId the run
     * @param name the name of the part, safe as the name of a file
     * @param content its bytes, unchanged from now on
     */
    void putPart(String runId, String name, byte[] content);

    /**
     * Reads a part.
     *
     * @param runId the run
     * @param name the name of the part
     * @return its bytes, empty when there is no such part, or not all of it
     */
    Optional<byte[]> part(String runId, String name);

    /**
     * The parts of a run.
     *
     * @param runId the run
     * @return their names, sorted
     */
    List<String> partNames(String runId);

    /**
     * Forgets parts. Those that are not kept here are passed over.
     *
     * @param runId the run
     * @param names their names
     */
    void deleteParts(String runId, Collection<String> names);

    /** Does nothing but find out whether the place can be reached; returns soon either way. */
    void check();
}
