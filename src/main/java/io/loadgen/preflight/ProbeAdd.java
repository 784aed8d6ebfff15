package io.loadgen.preflight;

import io.loadgen.contract.AddMembersEncoder;
import io.loadgen.contract.AddTargetJson;
import io.loadgen.contract.RequestIds;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.result.PreflightReport.ProbeTimes;
import io.loadgen.result.SubjectMode;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One add from end to end, to a room of its own with a key by the contract in force: request, reply, job, member event, result,
 * subscriptions. The room, its users and everything that room-worker made of them are removed afterwards, whatever happened, and so
 * is what the probe of a process that died has left.
 *
 * <p>Any thread; probes at the same time do not disturb each other.
 */
final class ProbeAdd {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** No probe lasts as long: what is older was left. The seed of a probe tells when it was made. */
    private static final long LEFT_BEHIND_MILLIS = 60_000;

    private final ChatPlatform platform;
    private final FixtureStore store;
    private final ProbeSets probes;
    private final NanoClock clock;
    private final InstantSource wallClock;
    private final RandomGenerator random;
    private final AtomicLong number = new AtomicLong();

    ProbeAdd(
            ChatPlatform platform,
            FixtureStore store,
            ProbeSets probes,
            NanoClock clock,
            InstantSource wallClock,
            RandomGenerator random) {
        this.platform = platform;
        this.store = store;
        this.probes = probes;
        this.clock = clock;
        this.wallClock = wallClock;
        this.random = random;
    }

    /** Makes the add. What goes wrong with it is in the outcome; a failure of the database is thrown. */
    Outcome run(String site, InjectMode inject, BooleanSupplier cancelled)
            throws InjectionException, InterruptedException {
        removeLeftovers(site);
        long seed = ProbeSets.seed(wallClock.millis(), random.nextInt(100) * 100L + number.getAndIncrement() % 100);
        // Without a generation: the seed is of this probe alone.
        FixturePlan plan = new FixturePlan(ProbeSets.spec(seed, site));
        try {
            store.seed(plan, progress -> {}, new Cancellation());
            return add(plan, inject, cancelled);
        } finally {
            remove(plan.spec());
        }
    }

    private void removeLeftovers(String site) {
        for (long seed : probes.seedsBefore(wallClock.millis() - LEFT_BEHIND_MILLIS)) {
            remove(ProbeSets.spec(seed, site));
        }
    }

    private void remove(FixtureSpec probe) {
        store.teardown(probe, progress -> {}, new Cancellation());
    }

    private Outcome add(FixturePlan plan, InjectMode inject, BooleanSupplier cancelled)
            throws InjectionException, InterruptedException {
        int owner = plan.owner(0);
        AddTarget target = new AddTarget(plan.roomId(0), plan.userId(owner), plan.account(owner));
        List<String> accounts = List.of(plan.account(plan.candidate(0, 0)), plan.account(plan.candidate(0, 1)));
        String requestId = new RequestIds(random.nextLong()).format(0);
        ProbeSignals signals = new ProbeSignals(requestId, target.roomId(), accounts);
        try (ChatSession session = platform.open(new SessionOptions(inject, true), List.of(target), signals)) {
            signals.sent(clock.nanoTime());
            session.send(0, 0, requestId, body(inject, target, accounts));
            signals.await(LONGEST_WAIT.toNanos(), cancelled);
        }
        List<String> troubles = new ArrayList<>(signals.troubles());
        if (troubles.isEmpty() && store.remaining(plan).total() > 0) {
            troubles.add("event and result came, but MongoDB does not hold both subscriptions");
        }
        return new Outcome(troubles, signals.times(), signals.mode());
    }

    private byte[] body(InjectMode inject, AddTarget target, List<String> accounts) {
        byte[][] quoted = accounts.stream().map(AddMembersEncoder::quote).toArray(byte[][]::new);
        int[] all = IntStream.range(0, quoted.length).toArray();
        return switch (inject) {
            case FRONTDOOR ->
                AddMembersEncoder.frontdoor(
                        AddTargetJson.frontdoor(target.roomId()), Shape.USERS, quoted, all, all.length);
            case CANONICAL ->
                AddMembersEncoder.canonical(
                        AddTargetJson.canonical(target.roomId(), target.requesterId(), target.requesterAccount()),
                        Shape.USERS,
                        quoted,
                        all,
                        all.length,
                        wallClock.millis());
        };
    }

    /** What became of the add: nothing wrong, or what; and on which subjects it was told. */
    record Outcome(List<String> troubles, @Nullable ProbeTimes times, SubjectMode mode) {
        Outcome {
            troubles = List.copyOf(troubles);
        }
    }
}
