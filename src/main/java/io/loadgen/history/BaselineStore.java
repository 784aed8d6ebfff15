package io.loadgen.history;

import java.util.List;
import java.util.Optional;

/**
 * Keeps baselines.
 *
 * <p>Implementations serve any thread and block. Every method fails with {@link ArchiveUnavailableException} when the place cannot
 * be reached.
 */
public interface BaselineStore {
    /** All baselines: by name. */
    List<Baseline> list();

    /**
     * Looks a baseline up.
     *
     * @param name its name
     * @return empty when there is none
     */
    Optional<Baseline> find(String name);

    /**
     * Keeps a baseline, in place of an earlier one of the same name.
     *
     * @param baseline the baseline
     */
    void save(Baseline baseline);

    /**
     * Forgets a baseline; its runs stay.
     *
     * @param name its name
     * @return whether there was one
     */
    boolean delete(String name);
}
