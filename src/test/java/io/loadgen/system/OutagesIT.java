package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Nightly;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.nats.NatsAccount;
import io.loadgen.nats.NatsCredentials;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsSettings;
import io.loadgen.nats.TcpProxy;
import io.loadgen.report.ReportFormats;
import io.loadgen.result.Books;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.Disposition;
import io.loadgen.result.Environment;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a part of the platform is gone, the report says which stage nobody answered for. */
@Timeout(300)
@Order(1) // long: none is to be left alone at the end
class OutagesIT {
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("outages", 42, SandboxSettings.DEFAULT_SITE, 10, 3, 80, 200);
    private static final Environment ENVIRONMENT =
            new Environment("test", "25", 2, "Linux", "here", "B", null, SandboxSettings.DEFAULT_SITE, Map.of());
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aStoppedRoomServiceIsNoRespondersAndNeverAFastReply() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            laboratory.sandbox().platform().stopRoomService();
            laboratory.beCareless(true);
            RunResult result = Laboratory.result(laboratory.run(spec(SECOND, Specs.AMPLE)));

            Books books = result.measurements().measured();
            assertThat(books.residues()).isEmpty();
            assertThat(books.count(Disposition.SENT)).isEqualTo(100);
            assertThat(books.count(ReplyOutcome.NO_RESPONDERS)).isEqualTo(100);
            for (Signal signal : Signal.values()) {
                assertThat(result.measurements()
                                .latency(signal, Basis.RESPONSE)
                                .observed()
                                .getTotalCount())
                        .as("latencies of %s", signal)
                        .isZero();
            }
            assertThat(membersAdded(laboratory, plan)).isZero();
        }
    }

    @Test
    void aStoppedRoomWorkerIsEventTimeoutsAndAGrowingBacklog() throws Exception {
        // The audit would wait for the worker, which will never be idle.
        try (Laboratory laboratory =
                Laboratory.withAudits(SECOND.multipliedBy(4), SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            laboratory.sandbox().platform().stopRoomWorker();
            laboratory.beCareless(true);
            Measurements measured = Laboratory.result(
                            laboratory.run(spec(SECOND.multipliedBy(4), SECOND.multipliedBy(3))))
                    .measurements();

            new Expectation(400)
                    .turned(400, EventOutcome.EVENT, EventOutcome.EVENT_TIMEOUT)
                    .turned(400, ResultOutcome.OK, ResultOutcome.RESULT_TIMEOUT)
                    .isMetBy(measured);
            assertThat(measured.latency(Signal.REPLY, Basis.RESPONSE).count()).isEqualTo(400);
            assertThat(measured.latency(Signal.EVENT, Basis.RESPONSE)
                            .quantile(0.5)
                            .isUnbounded())
                    .isTrue();
            assertThat(measured.backlog().finalPending()).isEqualTo(400);
            assertThat(measured.backlog().growth()).isGreaterThan(100);
            assertThat(measured.backlog().stall())
                    .as("a worker that is gone takes no jobs either")
                    .isNotNull()
                    .satisfies(stall -> assertThat(stall.peakPending()).isEqualTo(400));
            // The connection is proven to have held: these are the platform's.
            assertThat(measured.irregularities().connection()).isEqualTo(ConnectionGaps.none());
            assertThat(membersAdded(laboratory, plan)).isZero();
        }
    }

    @Test
    void aNatsThatIsAwayForThreeSecondsIsAGapOfTheReportAndNoSlotIsLostFromTheBooks() throws Exception {
        SimulatorSettings settings = SimulatorSettings.of(ContractVersion.B).withFileStorage();
        try (Laboratory laboratory = new Laboratory(settings)) {
            FixturePlan plan = laboratory.seed(FIXTURE);
            String id = laboratory.start(new SpecBuilder()
                    .fixture(FIXTURE.id())
                    .rate(30)
                    .lasting(SECOND.multipliedBy(20), Duration.ZERO)
                    .usersPerAdd(1)
                    .replyTimeout(SECOND.multipliedBy(3))
                    .eventTimeout(SECOND.multipliedBy(5))
                    .maxScheduleLag(Specs.AMPLE)
                    .limit(Signal.EVENT, 99, SECOND.multipliedBy(10))
                    .build());
            laboratory.awaitEvents(id, 10);
            laboratory.sandbox().nats().kill();
            laboratory.awaitProcessed(id, laboratory.processed(id) + 90);
            laboratory.sandbox().nats().restart();
            RunRecord run = laboratory.awaitEnd(id);

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            RunResult result = Laboratory.result(run);
            Measurements measured = result.measurements();
            Books books = measured.measured();
            assertThat(books.residues()).isEmpty();
            assertThat(books.planned()).isEqualTo(600);
            assertThat(books.count(Disposition.SENT)).isEqualTo(600);
            assertThat(books.count(ReplyOutcome.PUBLISH_ERROR)).isGreaterThan(30);
            assertThat(measured.irregularities().firstMessages())
                    .allMatch(message -> message.startsWith("publish error: "));
            assertThat(membersAdded(laboratory, plan))
                    .isBetween(books.count(EventOutcome.EVENT), books.count(Disposition.SENT));
            theGapIsNamed(run, result);
            // The tail of the run is sound again: replies come, and so do events.
            assertThat(countFrom(measured.timeline(), 17, Signal.REPLY)).isPositive();
            assertThat(countFrom(measured.timeline(), 17, Signal.EVENT)).isPositive();
        }
    }

    @Test
    void aLameDuckOfTheOnlyServerThatIsNamedIsTheLinksAndTheOthersAreFollowedWhereToldTo() throws Exception {
        try (ClusterOfThree cluster = new ClusterOfThree();
                Laboratory laboratory =
                        Laboratory.on(cluster, url -> cluster.named().url(), SimulatorSettings.of(ContractVersion.B));
                NatsLink ignoring = ignoringDiscovered(cluster.named().url())) {
            laboratory.seed(FIXTURE);
            laboratory.run(Specs.light(FIXTURE.id(), 20, SECOND, Duration.ZERO));
            String id = laboratory.start(new SpecBuilder()
                    .fixture(FIXTURE.id())
                    .rate(50)
                    .lasting(SECOND.multipliedBy(5), Duration.ZERO)
                    .usersPerAdd(1)
                    .replyTimeout(SECOND.multipliedBy(3))
                    .eventTimeout(SECOND.multipliedBy(3))
                    .errorRate(0.001)
                    .build());
            laboratory.awaitProcessed(id, 50);
            cluster.named().enterLameDuckMode();
            RunRecord run = laboratory.awaitEnd(id);

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            theLameDuckIsTheLinks(Laboratory.result(run), cluster.named().url());
            assertThat(ignoring.isConnected()).isFalse();
        }
    }

    private static void theLameDuckIsTheLinks(RunResult result, String url) {
        Books books = result.measurements().measured();
        ConnectionGaps connection = result.measurements().irregularities().connection();
        assertThat(books.residues()).isEmpty();
        assertThat(result.health().connected()).isTrue();
        assertThat(result.health().disconnects()).isOne();
        assertThat(result.health().troubles().seen())
                .anySatisfy(trouble -> assertThat(trouble.firstWords()).isEqualTo(url + " is about to shut down"));
        assertThat(connection.gaps())
                .filteredOn(gap -> gap.cause() == ConnectionGaps.Cause.CONNECTION)
                .allSatisfy(gap -> assertThat(gap.toNanos()).isNotNull())
                .isNotEmpty();
        // More than were asked before the connection was closed.
        assertThat(books.count(ReplyOutcome.ACCEPTED)).isGreaterThan(125);
        assertThat(result.verdict().decision())
                .as("%s", result.verdict().reasons())
                .isNotEqualTo(Verdict.Decision.FAIL);
        if (connection.unheardMeasuredSignals() > 0) {
            assertThat(result.verdict().reasons().getFirst())
                    .contains("without a connection (lame duck: " + url + " is about to shut down)");
        }
    }

    private static NatsLink ignoringDiscovered(String url) {
        return new NatsLink(new NatsSettings(
                List.of(url),
                false,
                new NatsCredentials.None(),
                Optional.empty(),
                false,
                Duration.ofSeconds(5),
                NatsAccount.USUAL));
    }

    @Nightly
    @Test
    void aBlackHoleIsAGapThoughTheClientHeldTheConnectionForOpen() throws Exception {
        AtomicReference<TcpProxy> way = new AtomicReference<>();
        try (Laboratory laboratory = Laboratory.through(
                url -> opened(way, url), SECOND.multipliedBy(20), SimulatorSettings.of(ContractVersion.B))) {
            laboratory.seed(FIXTURE);
            String id = laboratory.start(Specs.disturbed(
                    FIXTURE.id(), 10, SECOND.multipliedBy(20), SECOND.multipliedBy(2), SECOND.multipliedBy(3)));
            laboratory.awaitEvents(id, 5);
            way.get().stall();
            laboratory.awaitProcessed(id, laboratory.processed(id) + 40);
            way.get().resume();
            RunResult result = Laboratory.result(laboratory.awaitEnd(id));

            Books books = result.measurements().measured();
            ConnectionGaps connection = result.measurements().irregularities().connection();
            assertThat(books.residues()).isEmpty();
            assertThat(result.health().disconnects()).isZero();
            assertThat(connection.gaps()).first().satisfies(gap -> {
                assertThat(gap.cause()).isEqualTo(ConnectionGaps.Cause.SILENCE);
                assertThat(gap.toNanos()).isNotNull();
            });
            // What is sent after the hole has opened again may be lost by the platform, which is flooded then.
            assertThat(connection.unheardMeasuredSignals()).isBetween(1L, signalsLost(books));
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
        } finally {
            close(way.get());
        }
    }

    @Test
    void aNatsThatDiesInTheDrainLeavesNoTimeoutThatIsThePlatforms() throws Exception {
        try (Laboratory laboratory =
                Laboratory.withAudits(SECOND.multipliedBy(2), SimulatorSettings.of(ContractVersion.B))) {
            String id = startWithoutWorker(laboratory);
            laboratory.sandbox().nats().kill();

            everyTimeoutIsInDoubt(laboratory.awaitEnd(id));
        }
    }

    @Nightly
    @Test
    void aBlackHoleInTheDrainLeavesNoTimeoutThatIsThePlatforms() throws Exception {
        AtomicReference<TcpProxy> way = new AtomicReference<>();
        try (Laboratory laboratory = Laboratory.through(
                url -> opened(way, url), SECOND.multipliedBy(2), SimulatorSettings.of(ContractVersion.B))) {
            String id = startWithoutWorker(laboratory);
            way.get().stall();

            everyTimeoutIsInDoubt(laboratory.awaitEnd(id));
        } finally {
            close(way.get());
        }
    }

    private static String opened(AtomicReference<TcpProxy> way, String url) {
        TcpProxy proxy = new TcpProxy(url);
        way.set(proxy);
        return proxy.url();
    }

    private static void close(@Nullable TcpProxy way) {
        if (way != null) {
            way.close();
        }
    }

    /** Every request is accepted, and none gets its event within the 6 s that it is waited for; gives the run as it begins to wait. */
    private static String startWithoutWorker(Laboratory laboratory) throws Exception {
        laboratory.seed(FIXTURE);
        laboratory.sandbox().platform().stopRoomWorker();
        laboratory.beCareless(true);
        String id = laboratory.start(
                Specs.disturbed(FIXTURE.id(), 50, SECOND, SECOND.multipliedBy(6), SECOND.multipliedBy(6)));
        laboratory.awaitState(id, RunState.DRAINING);
        return id;
    }

    private static void everyTimeoutIsInDoubt(RunRecord run) {
        RunResult result = Laboratory.result(run);
        Books books = result.measurements().measured();
        ConnectionGaps connection = result.measurements().irregularities().connection();
        assertThat(books.residues()).isEmpty();
        assertThat(signalsLost(books)).isGreaterThanOrEqualTo(50);
        assertThat(connection.unheardMeasuredSignals()).isEqualTo(signalsLost(books));
        assertThat(connection.gaps()).hasSize(1);
        assertThat(connection.gaps().getFirst().toNanos()).isNull();
        assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
    }

    private static void theGapIsNamed(RunRecord run, RunResult result) {
        assertThat(result.health().disconnects()).isEqualTo(1);
        assertThat(result.health().connected()).isTrue();
        ConnectionGaps connection = result.measurements().irregularities().connection();
        // A machine that is busy may be silent besides.
        assertThat(connection.gaps())
                .filteredOn(gap -> gap.cause() == ConnectionGaps.Cause.CONNECTION)
                .singleElement()
                .satisfies(gap -> assertThat(gap.toNanos()).isNotNull());
        Books books = result.measurements().measured();
        assertThat(connection.notSent()).isEqualTo(books.count(ReplyOutcome.PUBLISH_ERROR));
        assertThat(connection.failuresNearby())
                .isLessThanOrEqualTo(
                        books.count(Disposition.SENT) - books.count(EventOutcome.EVENT) - connection.notSent());
        RunReport report = ReportBuilder.build(run, ENVIRONMENT);
        assertThat(ReportFormats.TEXT.render(report))
                .contains(
                        "connection lost at ",
                        ", back after ",
                        "without a connection; " + connection.notSent() + " requests were not sent");
        assertThat(Objects.requireNonNull(report.figures()).timeline())
                .filteredOn(second -> second.disconnectedMillis() != null)
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(connection.unheardMeasuredSignals())
                .isBetween(0L, signalsLost(result.measurements().measured()));
        // Whether a signal was under way then or none: what was not sent is a load that was not offered.
        assertThat(result.measurements().achievedRatePerSecond()).isLessThan(0.99 * 30);
        assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
        assertThat(result.verdict().reasons())
                .anyMatch(reason -> reason.contains("of the measured window were without a connection"))
                .anyMatch(reason -> reason.contains("were not sent"));
    }

    private static long countFrom(List<SecondSample> timeline, long second, Signal signal) {
        return timeline.stream()
                .filter(sample -> sample.second() >= second)
                .flatMap(sample -> Stream.ofNullable(sample.responseTimes().get(signal)))
                .mapToLong(SecondSample.Times::count)
                .sum();
    }

    private static long signalsLost(Books books) {
        return books.count(ReplyOutcome.REPLY_TIMEOUT)
                + books.count(EventOutcome.EVENT_TIMEOUT)
                + books.count(ResultOutcome.RESULT_TIMEOUT);
    }

    private static SustainedSpec spec(Duration duration, Duration eventTimeout) {
        return Specs.disturbed(FIXTURE.id(), 100, duration, Specs.AMPLE, eventTimeout);
    }

    private static long membersAdded(Laboratory laboratory, FixturePlan plan) {
        int baseline = FIXTURE.baselineMembers() * FIXTURE.rooms();
        return Arrays.stream(laboratory.membersOfRooms(plan)).asLongStream().sum() - baseline;
    }
}
