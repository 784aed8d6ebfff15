package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.latency.LatencySummary;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsSettings;
import io.loadgen.nats.OtherSite;
import io.loadgen.report.ReportFormats;
import io.loadgen.report.SampleRuns;
import io.loadgen.report.Schema;
import io.loadgen.result.AddPath;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularity;
import io.loadgen.result.JsonReport;
import io.loadgen.result.Paths;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Stages;
import io.loadgen.result.SubjectMode;
import io.loadgen.sandbox.ContractCSettings;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.sandbox.RoomSubjectMode;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatedPlatform;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Population;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Adds that take another way than most are told apart, on every contract that has the way, with nothing lost on it. */
@Timeout(120)
class PathsIT {
    private static final int SLOTS = 20;
    private static final int USERS_PER_ADD = 5;

    private static FixtureSpec fixture(Population people) {
        return new FixtureSpec("paths", 42, SandboxSettings.DEFAULT_SITE, 4, 3, 40, 100, USERS_PER_ADD, people);
    }

    @ParameterizedTest
    @EnumSource
    void membersOfAnotherSiteAreToldToIt(ContractVersion version) throws Exception {
        FixtureSpec fixture = fixture(new Population(40, SimulatedPlatform.OTHER_SITE, null, null, null));
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(version))) {
            FixturePlan plan = laboratory.seed(fixture);
            long elsewhere = sent(plan)
                    .filter(slot -> plan.isCrossSite(plan.candidate(slot % 4, slot / 4 * USERS_PER_ADD)))
                    .count();
            RunRecord record = run(laboratory, fixture);
            RunResult result = Laboratory.result(record);

            assertThat(elsewhere).isBetween(1L, SLOTS - 1L);
            Paths paths = result.measurements().paths();
            assertThat(paths.rows())
                    .extracting(Paths.Row::paths)
                    .containsExactly(List.of(), List.of(AddPath.CROSS_SITE));
            assertThat(paths.rows().getLast().measured().count(EventOutcome.EVENT))
                    .isEqualTo(elsewhere);
            assertThat(paths.rows().getFirst().measured().count(EventOutcome.EVENT))
                    .isEqualTo(SLOTS - elsewhere);
            assertThat(paths.outbox()).isEqualTo(new Paths.Copies(elsewhere, elsewhere, 0, 0, 0));
            assertThat(stage(result, "outbox").times().count()).isEqualTo(elsewhere);
            Laboratory.assertNothingLost(result.audit(), SLOTS * USERS_PER_ADD);
            assertThat(Objects.requireNonNull(result.audit()).counts())
                    .containsEntry(AuditFigure.CROSS_SITE_KEPT, elsewhere * USERS_PER_ADD)
                    .containsEntry(AuditFigure.CROSS_SITE_LOST, 0L)
                    .containsEntry(AuditFigure.ROOMS_NOT_CROSS_SITE, 0L);
            assertThat(result.audit().anomalies()).isEmpty();
            assertReported(record, "cross-site");
        }
    }

    /** The outbox service of the platform is played by a connection to both servers. */
    @Test
    @SuppressWarnings("try") // closing may be interrupted, and then the test is over
    void whatArrivesAtTheOtherSiteIsTimed() throws Exception {
        FixtureSpec fixture = fixture(new Population(40, SimulatedPlatform.OTHER_SITE, null, null, null));
        try (NatsServer there = NatsServer.start();
                OtherSite other = otherSite(there);
                Laboratory laboratory = Laboratory.hearing(other, SimulatorSettings.of(ContractVersion.C));
                Connection from = Nats.connect(laboratory.sandbox().natsUrl());
                Connection to = Nats.connect(there.url())) {
            FixturePlan plan = laboratory.seed(fixture);
            JsonMapper json = JsonMapper.shared();
            from.createDispatcher(message -> {
                        JsonNode outgoing = json.readTree(message.getData());
                        to.publish(
                                "chat.inbox.site-far.external.member_added",
                                new io.nats.client.impl.Headers()
                                        .add(
                                                Headers.MESSAGE_ID,
                                                outgoing.get("dedupId").asString()),
                                json.writeValueAsBytes(outgoing.get("envelope")));
                    })
                    .subscribe("chat.outbox.site-local.site-far.member_added");
            from.flush(Duration.ofSeconds(5));
            RunRecord record = run(laboratory, fixture);
            RunResult result = Laboratory.result(record);

            Paths paths = result.measurements().paths();
            assertThat(Objects.requireNonNull(paths.outbox()).seen()).isPositive();
            assertThat(paths.arrivals()).isEqualTo(paths.outbox());
            LatencySummary arrival = stage(result, "arrival").times();
            assertThat(arrival.count()).isEqualTo(paths.outbox().seen());
            assertThat(arrival.lost()).isZero();
            assertThat(arrival.maxObservedMillis()).isPositive();
            assertReported(record, "cross-site");
            assertThat(ReportFormats.TEXT.render(ReportBuilder.build(record, SampleRuns.ENVIRONMENT)))
                    .contains("Arrivals at the other site: ");

            laboratory.reset(plan);
            there.kill();
            Awaitility.await().until(() -> !other.link().orElseThrow().isConnected());
            assertThat(laboratory.run(spec(fixture)).failure()).contains("loadgen.other-site.nats-url");
        }
    }

    private static OtherSite otherSite(NatsServer there) throws InterruptedException {
        NatsLink link = new NatsLink(new NatsSettings(List.of(there.url()), Duration.ofSeconds(5)));
        assertThat(link.awaitFirstConnection(Duration.ofSeconds(10))).isTrue();
        return new OtherSite(SimulatedPlatform.OTHER_SITE, Optional.of(link));
    }

    @Test
    void addsToRestrictedRoomsAreToldApart() throws Exception {
        FixtureSpec fixture = fixture(new Population(null, null, null, 50, null));
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            laboratory.seed(fixture);
            RunRecord record = run(laboratory, fixture);
            RunResult result = Laboratory.result(record);

            Paths paths = result.measurements().paths();
            assertThat(paths.rows())
                    .extracting(Paths.Row::paths)
                    .containsExactly(List.of(), List.of(AddPath.RESTRICTED));
            assertThat(paths.rows())
                    .allSatisfy(row ->
                            assertThat(row.measured().count(EventOutcome.EVENT)).isEqualTo(SLOTS / 2));
            assertThat(paths.outbox()).isNull();
            Laboratory.assertNothingLost(result.audit(), SLOTS * USERS_PER_ADD);
            assertThat(Objects.requireNonNull(result.audit()).counts())
                    .containsEntry(AuditFigure.RESTRICTED_KEPT, SLOTS / 2L * USERS_PER_ADD)
                    .containsEntry(AuditFigure.RESTRICTED_LOST, 0L);
            assertReported(record, "restricted");
        }
    }

    @Test
    void botsAreAddedAsAssistantsOfTheirApps() throws Exception {
        FixtureSpec fixture = fixture(new Population(null, null, 40, null, null));
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.C))) {
            FixturePlan plan = laboratory.seed(fixture);
            long bots = sent(plan)
                    .filter(slot -> plan.isBot(plan.candidate(slot % 4, slot / 4 * USERS_PER_ADD)))
                    .count();
            RunRecord record = run(laboratory, fixture);
            RunResult result = Laboratory.result(record);

            assertThat(bots).isBetween(1L, SLOTS - 1L);
            Paths paths = result.measurements().paths();
            assertThat(paths.rows()).extracting(Paths.Row::paths).containsExactly(List.of(), List.of(AddPath.BOTS));
            assertThat(paths.rows().getLast().measured().count(EventOutcome.EVENT))
                    .isEqualTo(bots);
            Laboratory.assertNothingLost(result.audit(), SLOTS * USERS_PER_ADD);
            assertThat(Objects.requireNonNull(result.audit()).counts())
                    .containsEntry(AuditFigure.BOTS_KEPT, bots * USERS_PER_ADD)
                    .containsEntry(AuditFigure.BOTS_LOST, 0L)
                    .containsEntry(AuditFigure.BOTS_NOT_MARKED, 0L)
                    .containsEntry(AuditFigure.ROOMS_MISCOUNTED, 0L);
            assertReported(record, "bots");
            laboratory.reset(plan);
            assertThat(Laboratory.result(run(laboratory, fixture)).audit().count(AuditFigure.BOTS_KEPT))
                    .isEqualTo(bots * USERS_PER_ADD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsThatStayOnTheSiteAreHeardAndSecondCopiesAreNoLatencies(RoomSubjectMode mode) throws Exception {
        FixtureSpec fixture = fixture(new Population(null, null, null, null, 100));
        SimulatorSettings platform = SimulatorSettings.of(ContractVersion.C)
                .withContractC(ContractCSettings.usual().withSubjects(mode));
        try (Laboratory laboratory = Laboratory.withProbes(platform)) {
            laboratory.seed(fixture);
            RunRecord record = run(laboratory, fixture);
            RunResult result = Laboratory.result(record);

            int copies = mode == RoomSubjectMode.DUAL ? 2 * SLOTS : SLOTS;
            int local = mode == RoomSubjectMode.GLOBAL ? 0 : SLOTS;
            assertThat(result.measurements().paths().subjects())
                    .isEqualTo(new Paths.Subjects(SubjectMode.valueOf(mode.name()), copies - local, local));
            assertThat(result.measurements()
                            .latency(Signal.EVENT, Basis.RESPONSE)
                            .count())
                    .isEqualTo(SLOTS);
            assertThat(result.measurements().irregularities().counts())
                    .containsEntry(Irregularity.DUPLICATE_EVENTS, (long) copies - SLOTS);
            Laboratory.assertNothingLost(result.audit(), SLOTS * USERS_PER_ADD);
            assertThat(result.preflight().checks())
                    .anySatisfy(check -> assertThat(check.line())
                            .endsWith("ROOM_SUBJECT_MODE " + mode.name().toLowerCase(Locale.ROOT)));
            assertReported(record, "ordinary");
        }
    }

    private static IntStream sent(FixturePlan plan) {
        assertThat(plan.spec().rooms()).isEqualTo(4);
        return IntStream.range(0, SLOTS);
    }

    private static Stages.Duration stage(RunResult result, String to) {
        return result.measurements().stages().orElseThrow().durations().stream()
                .filter(stage -> stage.to().equals(to))
                .findFirst()
                .orElseThrow();
    }

    /** In every form, and so that it can be read back. */
    private static void assertReported(RunRecord record, String path) {
        RunReport report = ReportBuilder.build(record, SampleRuns.ENVIRONMENT);
        String json = JsonReport.render(report);
        Schema.ofReport().assertValid(json);
        RunReport read = JsonReport.read(json);
        assertThat(JsonReport.render(read)).isEqualTo(json);
        assertThat(Objects.requireNonNull(read.figures()).paths())
                .isEqualTo(Objects.requireNonNull(report.figures()).paths());
        assertThat(ReportFormats.TEXT.render(report))
                .contains("Requests by path")
                .contains(path + ": E2, response");
        assertThat(ReportFormats.HTML.render(report)).contains("Requests by path");
    }

    private static RunRecord run(Laboratory laboratory, FixtureSpec fixture) throws Exception {
        RunRecord record = laboratory.run(spec(fixture));
        assertThat(record.state()).as("failure: %s", record.failure()).isEqualTo(RunState.COMPLETED);
        return record;
    }

    private static SustainedSpec spec(FixtureSpec fixture) {
        return new SpecBuilder()
                .fixture(fixture.id())
                .rate(SLOTS)
                .lasting(Duration.ofSeconds(1), Duration.ZERO)
                .usersPerAdd(USERS_PER_ADD)
                .replyTimeout(Specs.AMPLE)
                .eventTimeout(Specs.AMPLE)
                .maxScheduleLag(Specs.AMPLE)
                .observeHandoff()
                .build();
    }
}
