package io.loadgen.preflight;

import io.loadgen.fixtures.DatabaseRefusesException;
import io.loadgen.injection.MissingRightException;
import io.loadgen.result.PreflightCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes steps side by side, each independent of the others and all within one time. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private Steps() {}

    /** The checks of all steps, in the order of the steps; one that throws or does not end in time becomes a failed check. */
    static List<PreflightCheck> take(List<Step> steps, Duration atMost) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<PreflightCheck>>> looks = threads.invokeAll(
                    steps.stream().map(Step::look).toList(), atMost.toMillis(), TimeUnit.MILLISECONDS);
            List<PreflightCheck> checks = new ArrayList<>();
            for (int i = 0; i < looks.size(); i++) {
                checks.addAll(result(steps.get(i), looks.get(i), atMost));
            }
            return checks;
        }
    }

    private static List<PreflightCheck> result(Step step, Future<List<PreflightCheck>> look, Duration atMost)
            throws InterruptedException {
        try {
            return look.get();
        } catch (CancellationException late) {
            return step.broken("no answer within " + atMost.toSeconds() + " s", "see whether the server is overloaded");
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            LOG.debug("Check {} failed", step.names(), cause);
            if (cause instanceof MissingRightException refused) {
                return step.broken(
                        refused.getMessage() + Rights.features(refused.missing()),
                        Rights.remedy(List.of(refused.missing())));
            }
            if (cause instanceof DatabaseRefusesException refused) {
                return step.broken(String.valueOf(refused.getMessage()), "mend that; then check again");
            }
            return step.broken(
                    cause.getClass().getSimpleName() + ": " + cause.getMessage(), "see the message; then check again");
        }
    }
}
