package io.loadgen.application;

import io.loadgen.conformance.ContractCheck;
import io.loadgen.conformance.ContractReport;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.lease.Leases;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Checks the contract while no run goes on, here or in another process that shares the database. Any thread. */
public final class ContractChecks {
    private static final String WHAT = "a contract check";

    /** In place of the id of a run, where another process is told who has the right to run. */
    private static final String PURPOSE = "contract-check";

    private final ContractCheck check;
    private final RunManager runs;
    private final Leases leases;
    private final TargetPolicy permit;

    /**
     * Binds the check to what it must not disturb.
     *
     * @param check the check
     * @param runs of this process
     * @param leases of all that share the database
     * @param permit whether the platform configured may be loaded
     */
    public ContractChecks(ContractCheck check, RunManager runs, Leases leases, TargetPolicy permit) {
        this.check = check;
        this.runs = runs;
        this.leases = leases;
        this.permit = permit;
    }

    /**
     * Checks.
     *
     * @param asked the contract expected, empty for the one that is configured or seen
     * @return what was found
     * @throws InterruptedException when interrupted
     * @throws RuntimeException that {@link Refusals} knows, when it cannot be checked now
     */
    public ContractReport check(Optional<ContractVersion> asked) throws InterruptedException {
        permit.require();
        return runs.beside(WHAT, closing -> withLease(asked, closing));
    }

    @SuppressWarnings("try") // the lease is only held
    private ContractReport withLease(Optional<ContractVersion> asked, BooleanSupplier closing)
            throws InterruptedException {
        AtomicBoolean lost = new AtomicBoolean();
        try (FixtureLocks.Lock lease = leases.holdRuns(PURPOSE, reason -> lost.set(true))) {
            return check.check(asked, () -> lost.get() || closing.getAsBoolean());
        }
    }
}
