package io.loadgen.preflight;

import io.loadgen.result.PreflightCheck;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Checks that share one look at the platform.
 *
 * @param names the names of the checks that it gives
 * @param look takes the look
 */
record Step(List<String> names, Callable<List<PreflightCheck>> look) {
    static Step of(String name, Callable<PreflightCheck> look) {
        return new Step(List.of(name), () -> List.of(look.call()));
    }

    /** The checks when the look failed: the first says why, the others that they were not looked at. */
    List<PreflightCheck> broken(String reason, String remedy) {
        return names.stream()
                .map(name -> name.equals(names.getFirst())
                        ? PreflightCheck.fail(name, reason, remedy)
                        : PreflightCheck.skipped(name, "not looked at, see " + names.getFirst()))
                .toList();
    }

    List<PreflightCheck> skipped(String why) {
        return names.stream().map(name -> PreflightCheck.skipped(name, why)).toList();
    }
}
