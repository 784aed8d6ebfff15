package io.loadgen.engine;

import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run, prepared. {@link #execute} is called once, by one thread; the rest by any thread at any time, also before
 * {@code execute} begins and after it returned.
 */
public interface RunExecution extends AutoCloseable {
    /**
     * Carries the run out: preflight, warm-up, measuring, draining, auditing. Blocks until all is measured.
     *
     * @param onState told of each state as it is entered, on the calling thread or on the generator's
     * @return what was measured and how the run ended
     * @throws RunRefusedException when preflight finds that it cannot be carried out; nothing was sent then
     * @throws InterruptedException when the calling thread is interrupted
     */
    RunCompletion execute(Consumer<RunState> onState) throws RunRefusedException, InterruptedException;

    /** Sends nothing more; what is outstanding is waited for. Idempotent. */
    void stop();

    /**
     * Stops for a reason that makes the run {@link RunState#ABORTED}, unless it was stopped or aborted before; one that has not
     * begun sends nothing at all. Idempotent.
     *
     * @param reason why it must not go on, in words for people
     */
    void abort(String reason);

    /** Stops, and gives up waiting: what is outstanding enters the figures with the time it was given. Idempotent. */
    void abandon();

    /**
     * A look at the run as it goes on.
     *
     * @return the present figures
     */
    LiveFigures live();

    /** Lets the fixture set go. Idempotent. */
    @Override
    void close();

    /**
     * How a run ended.
     *
     * @param terminal the terminal state
     * @param result what it measured
     * @param failure why it was aborted, null otherwise
     */
    record RunCompletion(
            RunState terminal, RunResult result, @Nullable String failure) {
        /**
         * A run that was not broken off.
         *
         * @param terminal the terminal state
         * @param result what it measured
         */
        public RunCompletion(RunState terminal, RunResult result) {
            this(terminal, result, null);
        }

        static RunCompletion aborted(RunResult result, String reason) {
            return new RunCompletion(RunState.ABORTED, result, reason);
        }

        RunCompletion withPreflight(PreflightReport found) {
            return new RunCompletion(terminal, result.withPreflight(found), failure);
        }
    }
}
