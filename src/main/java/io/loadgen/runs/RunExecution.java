package io.loadgen.runs;

import java.util.function.Consumer;

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
     */
    record RunCompletion(RunState terminal, RunResult result) {}
}
