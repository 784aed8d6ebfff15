package io.loadgen.api;

import io.loadgen.conformance.ContractCheck;
import io.loadgen.conformance.ContractReport;
import io.loadgen.conformance.RuleOutcome;
import io.loadgen.conformance.UnknownField;
import io.loadgen.contract.ContractVersion;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.fixtures.indexes.MissingIndex;
import io.loadgen.history.HistorySettings;
import io.loadgen.history.MemoryArchive;
import io.loadgen.history.MemoryBaselines;
import io.loadgen.history.MemoryRetention;
import io.loadgen.history.Retention;
import io.loadgen.history.RetentionChoice;
import io.loadgen.history.RunHistory;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.lease.Leases;
import io.loadgen.lifecycle.lease.MemoryLeases;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveLimits;
import io.loadgen.operations.StrictJson;
import io.loadgen.operations.UseCases;
import io.loadgen.preflight.RunPreflight;
import io.loadgen.result.Environment;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.PreflightReport.ProbeTimes;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.PresetCatalog;
import io.loadgen.spec.RunLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/**
 * The API over the real manager and fixture service, with neither platform nor database behind them. Not annotated as a
 * configuration, so that the service itself does not find it when it is started from the test class path.
 */
@EnableAutoConfiguration
@ComponentScan(basePackages = {"io.loadgen.api", "io.loadgen.security"})
@Import({UseCases.class, StrictJson.class})
public class ApiApplication {
    /** So few that a test can fill all places. */
    static final int LIVE_CLIENTS = 2;

    /** Set where sets are seeded and looked at many times. */
    static final String SMALL_SETS = "test.small-sets";

    /** What every seeding makes that is to make indexes. */
    private static final IndexCreation INDEXES = new IndexCreation(
            List.of(new MissingIndex("users", List.of("account"), true, "user-service", null)), List.of());

    private static final long SEED = 42;
    private static final long HEAP_BYTES = 512L << 20;

    @Bean
    MemoryFixtures memoryFixtures() {
        return new MemoryFixtures();
    }

    @Bean
    FixtureService fixtureService(MemoryFixtures memory) {
        return new FixtureService(
                memory,
                () -> INDEXES,
                memory,
                FixtureLocks.NONE,
                System::nanoTime,
                InstantSource.system(),
                Duration.ofSeconds(5));
    }

    @Bean
    FixtureLimits fixtureLimits(@Value("${" + SMALL_SETS + ":false}") boolean small) {
        return small
                ? new FixtureLimits("site-local", 1_000, 100, 10_000, 100_000, PresetCatalog.BUILT_IN)
                : new FixtureLimits("site-local", 1_000);
    }

    @Bean
    RunLimits runLimits() {
        return new RunLimits(10_000, Duration.ofHours(1), 200_000, AbortLimits.none());
    }

    @Bean
    TargetPolicy loadPermit() {
        return TargetPolicy.GRANTED;
    }

    @Bean
    HeapBudget heapBudget() {
        return new HeapBudget(HEAP_BYTES, () -> HEAP_BYTES / 4, () -> {});
    }

    @Bean
    RunHistory runHistory(Supplier<Environment> environment) {
        return new RunHistory(
                new MemoryArchive(),
                new MemoryBaselines(),
                new MemoryRetention(),
                new HistorySettings(
                        "test",
                        Optional.empty(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        RetentionChoice.of(new Retention(50, Duration.ZERO))),
                environment,
                InstantSource.system(),
                System::nanoTime);
    }

    @Bean
    LiveFeed liveFeed() {
        return new LiveFeed(InstantSource.system());
    }

    @Bean
    LiveLimits liveLimits() {
        return new LiveLimits(LIVE_CLIENTS, Duration.ofMillis(200));
    }

    @Bean
    RunManager runManager(
            FixtureService fixtures, FixtureLimits limits, HeapBudget heap, LiveFeed feed, RunHistory history) {
        return new RunManager(
                new HeldRuns(fixtures, limits, heap),
                history,
                InstantSource.system(),
                feed,
                new Random(SEED),
                Duration.ofSeconds(5));
    }

    @Bean
    Leases leases(MemoryLeases store) {
        return new Leases(right -> store, "me", Duration.ofMinutes(1), System::nanoTime);
    }

    @Bean
    MemoryLeases memoryLeases() {
        return new MemoryLeases();
    }

    @Bean
    RunPreflight runPreflight() {
        return (request, cancelled) -> new PreflightReport(
                List.of(new PreflightCheck(
                        "pool-budget",
                        CheckStatus.FAIL,
                        "fixture " + request.fixture().isPresent() + ", " + request.inject() + ", probe "
                                + request.probe().map(String::valueOf).orElse("as set up") + ", indexes "
                                + request.indexes(),
                        "mend it")),
                ContractVersion.B,
                new ProbeTimes(1_000_000L, null, 2_500_000L, 3_000_000L),
                null,
                null,
                null,
                4_000_000);
    }

    @Bean
    ContractCheck contractCheck() {
        return (asked, cancelled) -> new ContractReport(
                asked.orElse(ContractVersion.B),
                "seen",
                List.of(new RuleOutcome(
                        "add.reply",
                        RuleOutcome.Outcome.DIFFERS,
                        List.of(ContractVersion.A),
                        List.of(new RuleOutcome.Difference("reply.status", "accepted", null)),
                        "two users")),
                List.of(new UnknownField("event", "weight", "1", "two users")),
                4);
    }

    @Bean
    Supplier<Environment> reportEnvironment() {
        return () -> new Environment("test", "25", 2, "Linux", "host", "B", null, "site-local", Map.of());
    }
}
