package io.loadgen.audit;

import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.InjectionException;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.Status;
import io.loadgen.time.NanoClock;
import io.loadgen.time.WaitStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit of one run: waits until the worker has come to rest, compares every room with what the run was promised, and looks
 * for the jobs of what it found wrong. It takes no longer than its timeout, and a moment more to break off what it was at; what
 * it did not look at it says. It writes nothing and makes no consumer.
 *
 * <p>{@link #run} is called once, when no slot of the run is open, and blocks; {@link #abandon} and {@link #progress} are for any
 * thread, at any time.
 */
public final class MembershipAudit {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipAudit.class);

    private final AuditedRun audited;
    private final AuditSources sources;
    private final ChatPlatform platform;
    private final NanoClock clock;
    private final WaitStrategy wait;
    private final ShardReading reading;
    private volatile boolean abandoned;

    /**
     * Binds an audit to a run.
     *
     * @param audited the run
     * @param sources where to look
     * @param platform tells whether the worker is idle
     * @param clock the clock of its deadline
     * @param wait how to wait on that clock
     */
    public MembershipAudit(
            AuditedRun audited, AuditSources sources, ChatPlatform platform, NanoClock clock, WaitStrategy wait) {
        this.audited = audited;
        this.sources = sources;
        this.platform = platform;
        this.clock = clock;
        this.wait = wait;
        this.reading = new ShardReading(sources.members(), audited.plan());
    }

    /**
     * Audits. Whatever cannot be read is in the result, and no reason to throw.
     *
     * @return what was found
     */
    public AuditResult run() {
        long timeoutNanos = sources.timeout().toNanos();
        long deadlineNanos = clock.nanoTime() + timeoutNanos;
        List<String> remarks = new ArrayList<>();
        // The other half is for reading: figures of a busy platform are worth more than none.
        new WorkerRest(platform, clock, wait)
                .await(timeoutNanos / 2, this::isAbandoned)
                .ifPresent(remarks::add);
        Findings findings = new Findings();
        ShardReading.End end = reading.run(new RoomComparison(audited), findings, deadlineNanos - clock.nanoTime());
        Status status = status(end, remarks);
        BooleanSupplier outOfTime = () -> isAbandoned() || clock.nanoTime() - deadlineNanos >= 0;
        List<Anomaly> anomalies = withSequences(findings.anomalies(), remarks, outOfTime);
        return new AuditResult(
                status,
                remarks,
                audited.plan().spec().rooms(),
                findings.counts(),
                findings.anomaliesFound(),
                anomalies,
                findings.userCounts());
    }

    private Status status(ShardReading.End end, List<String> remarks) {
        AuditProgress progress = reading.progress();
        String where = progress.shardsDone() + " of " + progress.shards() + " shards";
        return switch (end) {
            case ShardReading.End.All all -> Status.COMPLETE;
            case ShardReading.End.TimeUp timeUp -> {
                remarks.add("the time of " + sources.timeout().toMillis() + " ms was up after " + where
                        + ": raise loadgen.runs.audit-timeout");
                yield Status.INCOMPLETE;
            }
            case ShardReading.End.GivenUp cancelled -> {
                remarks.add("it was given up after " + where + ", since the service was shutting down");
                yield Status.INCOMPLETE;
            }
            case ShardReading.End.Failed failed -> {
                LOG.warn("The rooms of {} cannot be read", audited.plan().spec().id(), failed.cause());
                remarks.add("after " + where + " the rooms could not be read: "
                        + failed.cause().getMessage());
                yield Status.FAILED;
            }
        };
    }

    /** The sequences of the few jobs that are told in full; without them an anomaly is as good as told. */
    private List<Anomaly> withSequences(List<Anomaly> anomalies, List<String> remarks, BooleanSupplier outOfTime) {
        Set<String> requestIds = anomalies.stream()
                .map(Anomaly::add)
                .filter(add -> add != null)
                .map(Anomaly.Add::requestId)
                .collect(Collectors.toSet());
        if (requestIds.isEmpty() || audited.firstSequence().isEmpty()) {
            return anomalies;
        }
        try {
            Map<String, Long> sequences = new StoredJobSearch(sources.jobs())
                    .find(requestIds, audited.firstSequence().getAsLong(), outOfTime);
            return anomalies.stream().map(anomaly -> at(anomaly, sequences)).toList();
        } catch (InjectionException failure) {
            remarks.add("the jobs of the anomalies could not be looked for in the stream: " + failure.getMessage());
            return anomalies;
        }
    }

    private static Anomaly at(Anomaly anomaly, Map<String, Long> sequences) {
        Anomaly.Add add = anomaly.add();
        Anomaly.@Nullable Add found = add == null ? null : add.at(sequences.get(add.requestId()));
        return new Anomaly(anomaly.kind(), anomaly.roomId(), anomaly.accounts(), anomaly.finding(), found);
    }

    private boolean isAbandoned() {
        return abandoned;
    }

    /** Looks at nothing more. Idempotent; also before {@link #run}. */
    public void abandon() {
        abandoned = true;
        reading.abandon();
    }

    /**
     * How far it is.
     *
     * @return 0 shards done before {@link #run}
     */
    public AuditProgress progress() {
        return reading.progress();
    }
}
