package io.loadgen.preflight;

import io.loadgen.result.PreflightReport;
import java.util.function.BooleanSupplier;

/** Looks whether the platform and a fixture set are fit to be measured. Any thread; one look does not wait for another. */
@FunctionalInterface
public interface RunPreflight {
    /**
     * Looks, within a bounded time.
     *
     * @param request what to look at
     * @param cancelled asked now and then; when true, what is left is skipped
     * @return what was found, also when the platform cannot be reached
     * @throws InterruptedException when interrupted; what the probe wrote has been removed then
     */
    PreflightReport check(PreflightRequest request, BooleanSupplier cancelled) throws InterruptedException;
}
