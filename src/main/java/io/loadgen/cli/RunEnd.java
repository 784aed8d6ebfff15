package io.loadgen.cli;

import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunListener;
import io.loadgen.lifecycle.RunRecord;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for the end of the one run that there is. Any thread. */
final class RunEnd implements RunListener {
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable RunRecord> end = new AtomicReference<>();

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Ended ended) {
            end.set(ended.run());
            over.countDown();
        }
    }

    RunRecord await() throws InterruptedException {
        over.await();
        RunRecord ended = end.get();
        if (ended == null) {
            throw new IllegalStateException("a run that is over was told before");
        }
        return ended;
    }
}
