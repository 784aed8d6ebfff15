package io.loadgen.lifecycle;

import java.util.List;
import java.util.Optional;

/**
 * Keeps what is known of every run. The manager saves a run when it takes it on, at each change of its state and at its end.
 *
 * <p>Implementations serve any thread; one run is saved by one thread at a time. A failure is a {@link RuntimeException}; what
 * was kept before stays. What is given back may be without its {@link RunRecord#result() result}.
 */
public interface RunStore {
    /**
     * Keeps a record, in place of an earlier one with the same id.
     *
     * @param run the run as it is now; its live figures are not kept
     */
    void save(RunRecord run);

    /**
     * Looks a run up.
     *
     * @param id the run's id
     * @return as it was last saved, or empty when it is not known (any more)
     */
    Optional<RunRecord> find(String id);

    /**
     * A page of the history.
     *
     * @param offset how many of the newest to pass over, 0 or more
     * @param limit how many to give at most, 0 or more
     * @return newest first
     */
    List<RunRecord> list(int offset, int limit);

    /**
     * The size of the history.
     *
     * @return runs kept
     */
    long count();

    /**
     * Forgets a run that has ended, and its report. One that is not known is passed over.
     *
     * @param id the run's id
     */
    void delete(String id);

    /**
     * Why {@link #list} and {@link #count} may leave runs out at present.
     *
     * @return a sentence; empty when they tell of every run
     */
    default Optional<String> gap() {
        return Optional.empty();
    }
}
