package io.loadgen.time;

import java.util.ArrayList;
import java.util.List;

/**
 * The calling thread, run more urgently until this is closed. What is asked for is a wish: where the operating system does not grant
 * it the thread goes on as it was, and {@link #granted()} says so. An urgent thread must spend its time waiting, since a real-time one
 * that does not keeps its processor from everybody else.
 *
 * <p>Made, used and closed by one platform thread.
 */
public final class RealtimeThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RealtimeThread.class.getName());
    private static final String NOTHING = "as every other thread";

    /** The shortest that Linux grants. */
    private static final long SLICE_NANOS = 100_000;

    private static final long SLACK_NANOS = 1;

    private final List<Runnable> restore = new ArrayList<>();
    private final String granted;

    private RealtimeThread(ThreadScheduling asked) {
        granted = asked == ThreadScheduling.DEFAULT ? NOTHING : ask(asked);
    }

    /**
     * Makes the calling thread urgent.
     *
     * @param asked how urgent
     * @return to be closed by the same thread
     */
    public static RealtimeThread enter(ThreadScheduling asked) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread has no urgency of its own");
        }
        return new RealtimeThread(asked);
    }

    /** What the operating system granted, in words: such as {@code SCHED_FIFO, timer slack 1 ns}. */
    public String granted() {
        return granted;
    }

    private String ask(ThreadScheduling asked) {
        try {
            return raise(LinuxThread.current(), asked);
        } catch (UnsupportedOperationException | IllegalCallerException unavailable) {
            return NOTHING + ": " + unavailable.getMessage();
        }
    }

    private String raise(LinuxThread thread, ThreadScheduling asked) {
        List<String> grants = new ArrayList<>();
        LinuxThread.Scheduling before = thread.scheduling();
        String refusal = asked == ThreadScheduling.REALTIME ? realTime(thread, before, grants) : "";
        if (grants.isEmpty()) {
            shortSlices(thread, before, grants);
        }
        long slack = thread.timerSlack();
        if (thread.timerSlack(SLACK_NANOS)) {
            restore.add(() -> thread.timerSlack(slack));
            grants.add("timer slack " + SLACK_NANOS + " ns");
        }
        return (grants.isEmpty() ? NOTHING : String.join(", ", grants)) + refusal;
    }

    /** Returns why it was refused, empty when it was granted. */
    private String realTime(LinuxThread thread, LinuxThread.Scheduling before, List<String> grants) {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return "; no real time with one processor";
        }
        LinuxThread.Scheduling first = LinuxThread.Scheduling.firstInFirstOut();
        int error = thread.schedule(first);
        if (error != 0) {
            return "; real time refused, error " + error;
        }
        // Who got it by a limit and not by privilege may not take the flag back. It does no harm.
        restore.add(() -> restored(thread.schedule(before.withFlags(first.flags()))));
        grants.add("SCHED_FIFO");
        return "";
    }

    private void shortSlices(LinuxThread thread, LinuxThread.Scheduling before, List<String> grants) {
        int error = thread.schedule(before.withSliceNanos(SLICE_NANOS));
        // An older scheduler takes the wish and forgets it.
        if (error == 0 && thread.scheduling().sliceNanos() == SLICE_NANOS) {
            restore.add(() -> restored(thread.schedule(before)));
            grants.add("slice " + SLICE_NANOS / 1000 + " us");
        }
    }

    private static void restored(int error) {
        if (error != 0) {
            LOG.log(System.Logger.Level.WARNING, "The pacing thread stays urgent until it ends: error {0}", error);
        }
    }

    /** The thread is as it was before. */
    @Override
    public void close() {
        restore.forEach(Runnable::run);
        restore.clear();
    }
}
