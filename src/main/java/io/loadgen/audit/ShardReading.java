package io.loadgen.audit;

import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.spec.FixtureSpec;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the rooms of a fixture set shard by shard and compares each, a few at a time.
 *
 * <p>{@link #run} is called once; {@link #abandon} and {@link #progress} by any thread, at any time.
 */
final class ShardReading {
    /** Full rooms of so many members together make a shard: some megabytes, and a fraction of a second. */
    private static final int MEMBERS_PER_SHARD = 20_000;

    private static final int PARALLEL_SHARDS = 4;

    /** How long a broken-off read may take to return before it is left to itself. */
    private static final long BREAK_OFF_SECONDS = 2;

    private final MembershipReader reader;
    private final FixturePlan plan;
    private final int roomsPerShard;
    private final int shards;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final AtomicInteger shardsDone = new AtomicInteger();

    ShardReading(MembershipReader reader, FixturePlan plan) {
        this.reader = reader;
        this.plan = plan;
        FixtureSpec spec = plan.spec();
        roomsPerShard = Math.max(1, MEMBERS_PER_SHARD / (spec.baselineMembers() + spec.candidatesPerRoom()));
        shards = Math.ceilDiv(spec.rooms(), roomsPerShard);
    }

    /** Gathers until every shard is compared, {@code atMostNanos} have passed, or something breaks it off. */
    End run(RoomComparison comparison, Findings findings, long atMostNanos) {
        long startNanos = System.nanoTime();
        // On virtual threads an interrupt breaks off a read, also one that waits for the network.
        ExecutorService threads = Executors.newFixedThreadPool(
                PARALLEL_SHARDS, Thread.ofVirtual().name("audit-", 0).factory());
        try {
            for (int shard = 0; shard < shards; shard++) {
                int first = shard * roomsPerShard;
                threads.execute(() -> news.add(read(comparison, first)));
            }
            return gather(findings, startNanos + atMostNanos);
        } finally {
            breakOff(threads);
        }
    }

    private News read(RoomComparison comparison, int first) {
        Findings findings = new Findings();
        try {
            int end = Math.min(plan.spec().rooms(), first + roomsPerShard);
            reader.read(plan, first, end).forEach(room -> findings.add(comparison.compare(room)));
            return new Compared(findings);
        } catch (RuntimeException failure) {
            return new Broken(failure);
        }
    }

    private End gather(Findings findings, long deadlineNanos) {
        try {
            while (shardsDone.get() < shards) {
                News next = news.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                switch (next) {
                    case Compared compared -> {
                        findings.add(compared.findings());
                        shardsDone.incrementAndGet();
                    }
                    case Broken broken -> {
                        return new End.Failed(broken.cause());
                    }
                    case Abandoned abandoned -> {
                        return new End.GivenUp();
                    }
                    case null -> {
                        return new End.TimeUp();
                    }
                }
            }
            return new End.All();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new End.GivenUp();
        }
    }

    private static void breakOff(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(BREAK_OFF_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins no further shard and breaks off those that are being read. */
    void abandon() {
        news.add(new Abandoned());
    }

    AuditProgress progress() {
        return new AuditProgress(shardsDone.get(), shards);
    }

    /** How the reading ended. */
    sealed interface End {
        /** Every shard was compared. */
        record All() implements End {}

        /** The time was up. */
        record TimeUp() implements End {}

        /** It was abandoned. */
        record GivenUp() implements End {}

        /** A shard could not be read. */
        record Failed(RuntimeException cause) implements End {}
    }

    private sealed interface News {}

    private record Compared(Findings findings) implements News {}

    private record Broken(RuntimeException cause) implements News {}

    private record Abandoned() implements News {}
}
