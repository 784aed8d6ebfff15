package io.loadgen.engine;

import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.RunSpec;

/**
 * Turns a specification into a run that can be carried out. One implementation, behind the manager.
 *
 * <p>Any thread.
 */
public interface RunExecutor {
    /**
     * Reads what is left of the fixture set and checks that it can feed the run. Holds the fixture set from then on, until
     * the execution is closed.
     *
     * @param runId the id of the run
     * @param spec what to do
     * @return the run, not begun
     * @throws RunRefusedException when it cannot be carried out as asked; nothing is held then
     * @throws InvalidSpecException when a number does not fit the fixture set or the platform; likewise
     */
    RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException;
}
