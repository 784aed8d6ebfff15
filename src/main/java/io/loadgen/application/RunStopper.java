package io.loadgen.application;

import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.UnknownRunException;
import io.loadgen.lifecycle.lease.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops runs, those of other processes that share the database too. Any thread; blocks on the database for the latter. */
public final class RunStopper {
    private static final Logger LOG = LoggerFactory.getLogger(RunStopper.class);

    private final RunManager runs;
    private final Leases leases;

    /**
     * Stops runs of this process by its manager.
     *
     * @param runs the manager
     * @param leases lead to the processes that have other runs
     */
    public RunStopper(RunManager runs, Leases leases) {
        this.runs = runs;
        this.leases = leases;
    }

    /**
     * Asks a run to send nothing more. Asking again, and asking a run that has ended, changes nothing.
     *
     * @param id the run's id
     * @return the run as it is now, which may be before it heeds the request; another process heeds it within a sixth of its lease
     * @throws UnknownRunException when it is not known
     * @throws ProblemException when the run has not ended as far as is known, but no process has it any more
     */
    public RunRecord stop(String id) {
        boolean isOwn = runs.isActive(id);
        RunRecord run = runs.stop(id);
        if (!isOwn && !run.state().isTerminal()) {
            LeaseHolder holder = leases.askToStop(id)
                    .orElseThrow(() -> new ProblemException(ProblemType.RUN_ABANDONED
                            .because(
                                    "run " + id + " is " + run.state()
                                            + ", but no process has it: it has ended, or its process has died, and will soon be shown so")
                            .with("run", id)));
            LOG.info("Run {} is of {}, which was asked to stop it", id, holder.owner());
        }
        return run;
    }
}
