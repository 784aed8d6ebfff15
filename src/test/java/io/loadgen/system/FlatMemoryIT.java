package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Nightly;
import io.loadgen.Undisturbed;
import io.loadgen.api.MemoryFixtures;
import io.loadgen.application.RunTypes;
import io.loadgen.audit.AuditSources;
import io.loadgen.audit.NoJobs;
import io.loadgen.engine.EchoPlatform;
import io.loadgen.engine.LoadRunExecutor;
import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.PlatformAccess;
import io.loadgen.engine.Rehearsals;
import io.loadgen.engine.RunObserver;
import io.loadgen.engine.memory.DiskBudget;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.engine.sustained.SustainedLoad;
import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.lifecycle.InMemoryRunStore;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunState;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a run holds in memory does not grow with its slots: a hundred times as many take no more than 64 MB more, neither while
 * it runs nor when it has ended. What is live is what the collector leaves of the heap when it was made to look at all of it.
 */
@Timeout(300)
@Nightly
@Undisturbed
class FlatMemoryIT {
    private static final long MAY_GROW_BYTES = 64L << 20;
    private static final double RATE = 100_000;
    private static final int LOOKS = 10;
    private static final FixtureSpec FIXTURE = new FixtureSpec("memory", 42, "site-local", 2_000, 1, 1_000, 5_000);

    private final NanoClock clock = NanoClock.system();
    private final AtomicLong peakLiveBytes = new AtomicLong();

    @Test
    void aHundredTimesAsManySlotsHoldNoMoreMemory() throws Exception {
        // Once before, so that no class is loaded and no code compiled in one of the two only.
        run(20_000);
        Held few = run(20_000);
        Held many = run(2_000_000);

        assertThat(many.peakBytes() - few.peakBytes())
                .as("live while running: %s against %s", many, few)
                .isLessThan(MAY_GROW_BYTES);
        assertThat(many.endBytes() - few.endBytes())
                .as("live at the end: %s against %s", many, few)
                .isLessThan(MAY_GROW_BYTES);
    }

    private Held run(int slots) throws Exception {
        peakLiveBytes.set(0);
        int slotsToOneLook = slots / LOOKS;
        EchoPlatform platform = new EchoPlatform(clock, answered -> {
            if (answered % slotsToOneLook == 0) {
                peakLiveBytes.accumulateAndGet(liveBytes(), Math::max);
            }
        });
        Announcements announcements = new Announcements(Duration.ofMinutes(4));
        try (FixtureService fixtures = fixtures();
                RunManager runs = manager(fixtures, platform, announcements)) {
            String id = runs.start(spec(slots), null).id();
            RunRecord run = announcements.await(id, record -> record.state().isTerminal());
            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            assertThat(Laboratory.result(run).audit())
                    .returns(AuditResult.Status.COMPLETE, AuditResult::status)
                    .returns((long) slots, audit -> audit.count(AuditFigure.LOST));
            Books books = Laboratory.result(run).measurements().measured();
            assertThat(books.residues()).isEmpty();
            assertThat(books.count(EventOutcome.EVENT)).isEqualTo(slots);
            long endBytes = liveBytes();
            assertThat(peakLiveBytes).hasPositiveValue();
            return new Held(slots, peakLiveBytes.get(), endBytes);
        }
    }

    /** In bytes; both with all that the run leaves behind still reachable. */
    private record Held(int slots, long peakBytes, long endBytes) {}

    private FixtureService fixtures() throws Exception {
        MemoryFixtures memory = new MemoryFixtures();
        FixtureService fixtures = new FixtureService(
                memory,
                () -> IndexCreation.NONE,
                memory,
                FixtureLocks.NONE,
                clock,
                InstantSource.system(),
                Duration.ofSeconds(5));
        fixtures.seed(FIXTURE);
        fixtures.await(FIXTURE.id(), Duration.ofSeconds(30));
        return fixtures;
    }

    /** The rooms as they were seeded, so that the audit finds every slot of the run lost. */
    private static AuditSources sources() {
        return new AuditSources(new MemoryFixtures(), new NoJobs(), Duration.ofMinutes(2));
    }

    private RunManager manager(FixtureService fixtures, EchoPlatform platform, Announcements announcements) {
        LoadSettings settings = new LoadSettings(
                clock,
                new ParkThenSpin(clock, ParkThenSpin.DEFAULT_SPIN_NANOS),
                InstantSource.system(),
                new SplittableRandom(42)::nextLong,
                1000,
                RunObserver.NONE);
        return new RunManager(
                new LoadRunExecutor(
                        fixtures,
                        new PlatformAccess(
                                platform,
                                sources(),
                                (request, cancelled) -> PreflightReport.NONE,
                                new Rehearsals(RehearsalSettings.OFF, SustainedLoad::new)),
                        RunTypes.all(fixtures, settings),
                        settings,
                        HeapBudget.ofProcess(),
                        new DiskBudget(() -> 0)),
                new InMemoryRunStore(10),
                InstantSource.system(),
                announcements,
                new SplittableRandom(42),
                Duration.ofSeconds(2));
    }

    private static SustainedSpec spec(int slots) {
        return new SpecBuilder()
                .fixture(FIXTURE.id())
                .rate(RATE)
                .lasting(Duration.ofNanos(Math.round(slots / RATE * 1e9)), Duration.ZERO)
                .usersPerAdd(1)
                .replyTimeout(Duration.ofMinutes(5))
                .eventTimeout(Duration.ofMinutes(5))
                .maxScheduleLag(Duration.ofMinutes(5))
                .observeHandoff()
                .build();
    }

    /** What a collection of the whole heap has just left. */
    private static long liveBytes() {
        System.gc();
        long live = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && left != null) {
                live += left.getUsed();
            }
        }
        return live;
    }
}
