package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.OneIn;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.PayloadLimit;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsPlatformInspection;
import io.loadgen.nats.NatsSettings;
import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularity;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Population;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server takes at most: up to there nothing is lost, and beyond nothing begins. */
@Timeout(300)
class PayloadSizesIT {
    private static final Pattern MOST = Pattern.compile("usersPerAdd of (\\d+) at most");

    /** Names differ in length, and headers of the services' tracing are reckoned that a simulator has not. */
    private static final double LEAST_USED = 0.7;

    private static final PreflightRequest PLATFORM =
            new PreflightRequest(Optional.empty(), InjectMode.FRONTDOOR, ShapeMix.users(), 10, Optional.of(false));

    @SuppressWarnings("try") // closing may be interrupted, and then the test is over
    @OneIn(3)
    @ParameterizedTest
    @CsvSource({"C, 4096, 400", "A, 4096, 400", "B, 4096, 400", "B, 65536, 3000", "C, 65536, 3000", "C, 1048576, 8000"})
    void belowNothingIsLostAndAboveNothingBegins(ContractVersion version, int limit, int candidates) throws Exception {
        try (Laboratory laboratory = laboratory(version, limit, candidates)) {
            FixturePlan plan = laboratory.seed(
                    new FixtureSpec("payload", 42, "site-local", 2, 1, candidates, candidates + 10, 10));
            RunRecord refused = laboratory.run(spec(plan, candidates));
            Matcher most = MOST.matcher(String.valueOf(refused.failure()));
            assertThat(refused.state()).as(refused.failure()).isEqualTo(RunState.FAILED);
            assertThat(refused.failure())
                    .contains("payload-sizes")
                    .containsPattern(
                            "has [\\d,]{5,} bytes at most, and server \\S+ takes " + String.format("%,d", limit));
            assertThat(most.find()).as(refused.failure()).isTrue();
            int users = Integer.parseInt(most.group(1));

            AtomicLong largest = new AtomicLong();
            try (Connection ear = Nats.connect(laboratory.sandbox().natsUrl())) {
                Dispatcher all =
                        ear.createDispatcher(message -> largest.accumulateAndGet(message.getData().length, Math::max));
                all.subscribe("chat.>");
                ear.flush(Duration.ofSeconds(5));
                Books books = Laboratory.result(laboratory.run(spec(plan, users)))
                        .measurements()
                        .measured();
                assertThat(books.count(EventOutcome.EVENT))
                        .isEqualTo(books.planned())
                        .isEqualTo(2);
                ear.flush(Duration.ofSeconds(5));
            }
            assertThat(largest.get()).isBetween(Math.round(LEAST_USED * limit), (long) limit);
            laboratory.reset(plan);
            assertThat(laboratory.run(spec(plan, users + 1)).failure())
                    .contains("usersPerAdd of " + users + " at most");
        }
    }

    /** In contract C the event of an org names the org alone, and the message for another site all its users. */
    @Test
    void theOutboxMessageCountsWhereUsersAreOfAnotherSite() throws Exception {
        try (Laboratory laboratory = laboratory(ContractVersion.C, 4_096, 200)) {
            FixturePlan plan = laboratory.seed(new FixtureSpec(
                    "payload", 42, "site-local", 2, 1, 200, 400, 10, new Population(50, "site-far", null, null, null)));
            PreflightRequest asked = new PreflightRequest(
                    Optional.of(new FixtureUse(plan, RemainingCandidates.full(plan))),
                    InjectMode.FRONTDOOR,
                    new ShapeMix.Only(Shape.ORGS),
                    200,
                    Optional.of(false));

            PreflightCheck refused =
                    PreflightBench.named(laboratory.preflight().check(asked, () -> false), "payload-sizes");

            assertThat(refused.status()).isEqualTo(CheckStatus.FAIL);
            assertThat(refused.finding())
                    .containsPattern("the outbox message has [\\d,]{5,} bytes at most, and server \\S+ takes 4,096");
            assertThat(refused.remedy()).containsPattern(MOST);
        }
    }

    /** Nobody is refused, and the report says why nothing came. */
    @Test
    void whereTheCheckIsOffTheReportNamesTheSize() throws Exception {
        try (Laboratory laboratory = laboratory(ContractVersion.C, 4_096, 100)) {
            FixturePlan plan = laboratory.seed(new FixtureSpec("payload", 42, "site-local", 2, 1, 100, 110, 1));
            laboratory.letAnySizeBegin();
            RunRecord run = laboratory.run(new SpecBuilder()
                    .fixture(plan.spec().id())
                    .rate(2)
                    .lasting(Duration.ofSeconds(1), Duration.ZERO)
                    .usersPerAdd(80)
                    .replyTimeout(Specs.LIMITED)
                    .eventTimeout(Specs.LIMITED)
                    .build());

            RunResult result = Laboratory.result(run);
            assertThat(result.measurements().irregularities().count(Irregularity.EVENT_TIMEOUTS_AFTER_OK))
                    .isEqualTo(2);
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
            assertThat(result.verdict().reasons())
                    .anySatisfy(reason -> assertThat(reason).contains("the member event has", "takes 4,096"));
            assertThat(result.measurements().irregularities().largestMessages())
                    .satisfies(largest -> assertThat(largest.request()).isBetween(1_500L, 4_096L))
                    .satisfies(largest -> assertThat(largest.event()).isZero());
            assertThat(PreflightBench.named(result.preflight(), "payload-sizes").status())
                    .isEqualTo(CheckStatus.WARN);
        }
    }

    @Test
    void everyServerOfTheClusterIsAsked() throws Exception {
        try (ClusterOfThree servers = new ClusterOfThree();
                NatsLink link = new NatsLink(new NatsSettings(List.of(servers.natsUrl()), Duration.ofSeconds(5)))) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(link::isConnected);
            PlatformInspection platform = new NatsPlatformInspection(link);

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(platform.payloadLimits())
                            .hasSize(3)
                            .extracting(PayloadLimit::bytes)
                            .containsExactlyInAnyOrder(
                                    2 * ClusterOfThree.LEAST_PAYLOAD,
                                    2 * ClusterOfThree.LEAST_PAYLOAD,
                                    ClusterOfThree.LEAST_PAYLOAD));
        }
    }

    private static Laboratory laboratory(ContractVersion version, int limit, int candidates) {
        Laboratory laboratory =
                new Laboratory(SimulatorSettings.of(version).withFileStorage().withMaxRoomSize(candidates + 10));
        laboratory.sandbox().nats().reload("max_payload: " + limit);
        // A connection knows the limit of the moment at which it was made.
        laboratory.sandbox().nats().kill();
        laboratory.sandbox().nats().restart();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> laboratory.preflight().check(PLATFORM, () -> false).ok());
        return laboratory;
    }

    private static SustainedSpec spec(FixturePlan plan, int usersPerAdd) {
        return new SpecBuilder()
                .fixture(plan.spec().id())
                .rate(2)
                .lasting(Duration.ofSeconds(1), Duration.ZERO)
                .usersPerAdd(usersPerAdd)
                .replyTimeout(Specs.AMPLE)
                .eventTimeout(Specs.AMPLE)
                .maxScheduleLag(Specs.AMPLE)
                .build();
    }
}
