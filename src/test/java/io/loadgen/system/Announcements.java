package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunListener;
import io.loadgen.lifecycle.RunRecord;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Turns announcements of runs into something to wait for. */
final class Announcements implements RunListener {
    private final Duration patience;
    private final Map<String, BlockingQueue<RunRecord>> records = new ConcurrentHashMap<>();

    Announcements(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.OfState entered) {
            of(event.runId()).add(entered.run());
        }
    }

    private BlockingQueue<RunRecord> of(String id) {
        return records.computeIfAbsent(id, key -> new LinkedBlockingQueue<>());
    }

    RunRecord await(String id, Predicate<RunRecord> condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            RunRecord next = of(id).poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next).as("news of run %s within %s", id, patience).isNotNull();
            if (next != null && condition.test(next)) {
                return next;
            }
        }
    }
}
