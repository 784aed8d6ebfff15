package io.loadgen.system;

import static io.loadgen.system.PreflightBench.named;
import static io.loadgen.system.PreflightBench.passes;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunState;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.SustainedSpec;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.PurgeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every trap is set alone on a platform that is fit otherwise, seen by the check of its name, and taken away again. */
@Timeout(300)
class PreflightIT {
    private static PreflightBench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = new PreflightBench(ContractVersion.B);
    }

    @AfterAll
    static void close() throws Exception {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(InjectMode.class)
    void aFitPlatformPassesAndTheProbeLeavesNothingBehind(InjectMode inject) throws Exception {
        reset();
        Map<String, String> before = bench.fingerprint();
        bench.collection("rooms").insertOne(new Document("_id", "lg_preflight-probe_1_r000000"));
        bench.collection("subscriptions")
                .insertOne(new Document("_id", "left").append("roomId", "lg_preflight-probe_1_r000000"));

        PreflightReport report = bench.check(inject, true);

        passes(report);
        assertThat(report.contract()).isEqualTo(ContractVersion.B);
        assertThat(report.probe()).isNotNull().satisfies(probe -> {
            assertThat(probe.eventNanos()).isPositive();
            assertThat(probe.resultNanos()).isPositive();
        });
        assertThat(bench.fingerprint()).isEqualTo(before);
    }

    @Test
    void aMissingIndexIsMadeByALookThatIsAskedToAndByNoOther() throws Exception {
        bench.collection("users").dropIndex("account_1");

        assertThat(named(bench.check(IndexPolicy.REPORT), "indexes"))
                .returns(CheckStatus.FAIL, PreflightCheck::status)
                .extracting(PreflightCheck::finding)
                .asString()
                .startsWith("missing of room-service: users {account} unique; ");
        assertThat(named(bench.check(IndexPolicy.CREATE), "indexes"))
                .isEqualTo(PreflightCheck.pass(
                        "indexes", "made: users {account} unique; all indexes of the add path are there"));
        assertThat(named(bench.check(IndexPolicy.REPORT), "indexes").status()).isEqualTo(CheckStatus.PASS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void aTrapIsSeenByTheCheckOfItsName(Trap trap) throws Exception {
        try {
            trap.set().run();

            PreflightReport report = bench.check(InjectMode.FRONTDOOR, false);

            PreflightCheck seen = named(report, trap.check());
            assertThat(seen.status()).as("%s", seen).isEqualTo(trap.status());
            assertThat(seen.line()).contains(trap.words());
            assertThat(seen.remedy()).isNotBlank();
            assertThat(report.checks())
                    .as("other checks fail only for the same reason")
                    .filteredOn(check -> check.status() == CheckStatus.FAIL)
                    .allMatch(check -> check.name().equals(trap.check())
                            || trap.alsoFails().contains(check.name()));
        } finally {
            trap.undo().run();
        }
    }

    static Stream<Trap> traps() {
        Function<String, String> room = suffix -> bench.plan.prefix() + "r" + suffix;
        String first = room.apply("000000");
        return Stream.of(
                stream("stream-inbox", "INBOX_site-local", "chat.inbox.site-local.other", "contract"),
                stream("stream-messages", "MESSAGES_CANONICAL_site-local", "chat.msg.other.>"),
                Trap.of("stream-limits", CheckStatus.WARN, "at most 10 messages")
                        .set(() -> rooms(StreamConfiguration.builder().maxMessages(10)))
                        .undo(() -> rooms(StreamConfiguration.builder())),
                Trap.of("worker-settings", CheckStatus.WARN, "at most 7 deliveries, not 5")
                        .set(() -> worker(7))
                        .undo(() -> worker(5)),
                Trap.of("wildcard-subscribers", CheckStatus.WARN, "somebody listens to a wildcard")
                        .set(PreflightIT::listen)
                        .undo(PreflightIT::unlisten),
                Trap.of(
                                "site-id",
                                CheckStatus.FAIL,
                                "1 room of the platform looked at (500 at most), none of site site-local, but of {elsewhere=1}")
                        .set(() -> bench.collection("rooms")
                                .insertOne(new Document("_id", "other").append("siteId", "elsewhere")))
                        .undo(() -> bench.collection("rooms").deleteOne(Filters.eq("_id", "other"))),
                Trap.of("indexes", CheckStatus.FAIL, "subscriptions {roomId, u.account} unique")
                        .set(() -> bench.collection("subscriptions").dropIndex("roomId_1_u.account_1"))
                        .undo(() -> bench.collection("subscriptions")
                                .createIndex(
                                        new Document("roomId", 1).append("u.account", 1),
                                        new com.mongodb.client.model.IndexOptions().unique(true))),
                room("fixture-rooms", CheckStatus.FAIL, "another type", Updates.set("type", "dm")),
                room("fixture-rooms", CheckStatus.FAIL, "another site", Updates.set("siteId", "")),
                room("fixture-rooms", CheckStatus.WARN, "restricted", Updates.set("restricted", true)),
                room("room-keys", CheckStatus.FAIL, first, Updates.unset("encKey")),
                room(
                        "room-keys",
                        CheckStatus.FAIL,
                        "not 32 bytes",
                        Updates.set("encKey.priv", new Binary(new byte[31]))),
                room("user-counts", CheckStatus.FAIL, "(7, 2 members)", Updates.set("userCount", 7)),
                Trap.of("room-owners", CheckStatus.FAIL, "owners without a users document", "fixture-users")
                        .set(() -> bench.collection("users").deleteOne(Filters.eq("account", owner())))
                        .undo(PreflightIT::seed),
                Trap.of("fixture-users", CheckStatus.FAIL, "accounts without a users document")
                        .set(() -> bench.collection("users").deleteOne(Filters.eq("account", candidate())))
                        .undo(PreflightIT::seed),
                Trap.of("fixture-users", CheckStatus.WARN, "another site", "stream-outbox")
                        .set(() -> bench.collection("users")
                                .updateOne(Filters.eq("account", candidate()), Updates.set("siteId", "elsewhere")))
                        .undo(PreflightIT::seed),
                Trap.of(
                                "stream-outbox",
                                CheckStatus.FAIL,
                                "chat.inbox.elsewhere.external.member_added",
                                "fixture-users")
                        .set(() -> bench.collection("users")
                                .updateOne(Filters.eq("account", candidate()), Updates.set("siteId", "elsewhere")))
                        .undo(PreflightIT::seed),
                Trap.of("room-owners", CheckStatus.FAIL, "not subscribed as owner")
                        .set(() -> bench.collection("subscriptions")
                                .updateOne(
                                        Filters.and(Filters.eq("roomId", first), Filters.eq("u.account", owner())),
                                        Updates.set("roles", List.of("member"))))
                        .undo(PreflightIT::reset),
                Trap.of("room-members", CheckStatus.FAIL, first)
                        .set(() -> bench.collection("room_members")
                                .insertOne(new Document("_id", "stale")
                                        .append("rid", first)
                                        .append("member", new Document("id", "org").append("type", "org"))))
                        .undo(PreflightIT::reset));
    }

    private static Trap room(String check, CheckStatus status, String words, org.bson.conversions.Bson change) {
        return Trap.of(check, status, words)
                .set(() -> bench.collection("rooms").updateOne(Filters.eq("_id", bench.plan.roomId(0)), change))
                .undo(PreflightIT::reset);
    }

    private static Trap stream(String check, String name, String subject, String... alsoFails) {
        return Trap.of(check, CheckStatus.FAIL, "stream " + name + " does not store", alsoFails)
                .set(() -> update(StreamConfiguration.builder().name(name).subjects(subject)))
                .undo(() -> update(StreamConfiguration.builder()
                        .name(name)
                        .subjects(
                                name.startsWith("INBOX")
                                        ? List.of(
                                                "chat.inbox.site-local.internal.>", "chat.inbox.site-local.external.>")
                                        : List.of("chat.msg.canonical.site-local.>"))));
    }

    private static void rooms(StreamConfiguration.Builder settings) throws Exception {
        update(settings.name("ROOMS_site-local").subjects("chat.room.canonical.site-local.>"));
    }

    private static void update(StreamConfiguration.Builder settings) throws Exception {
        String name = settings.build().getName();
        bench.streams()
                .updateStream(settings.storageType(bench.streams()
                                .getStreamInfo(name)
                                .getConfiguration()
                                .getStorageType())
                        .build());
    }

    private static void worker(long maxDeliver) throws Exception {
        ConsumerConfiguration present = bench.streams()
                .getConsumerInfo("ROOMS_site-local", "room-worker")
                .getConsumerConfiguration();
        bench.streams()
                .addOrUpdateConsumer(
                        "ROOMS_site-local",
                        ConsumerConfiguration.builder(present)
                                .maxDeliver(maxDeliver)
                                .build());
    }

    private static @Nullable Dispatcher eavesdropper;

    private static void listen() throws Exception {
        eavesdropper = bench.nats.createDispatcher(message -> {}).subscribe("chat.>");
        bench.nats.flush(Duration.ofSeconds(5));
    }

    private static void unlisten() throws Exception {
        bench.nats.closeDispatcher(Objects.requireNonNull(eavesdropper));
        bench.nats.flush(Duration.ofSeconds(5));
    }

    private static String owner() {
        return bench.plan.account(bench.plan.owner(0));
    }

    /** A candidate who owns no room. */
    private static String candidate() {
        int user = 0;
        while (user == bench.plan.owner(0) || user == bench.plan.owner(1) || user == bench.plan.owner(2)) {
            user++;
        }
        return bench.plan.account(user);
    }

    private static void reset() throws Exception {
        bench.laboratory.reset(bench.plan);
    }

    private static void seed() throws Exception {
        bench.laboratory.seed(PreflightBench.FIXTURE);
    }

    @Test
    void aRunReportsItsPreflightAndIsRefusedByAFailedOne() throws Exception {
        reset();
        RunRecord run = bench.laboratory.run(light());
        assertThat(Laboratory.result(run).preflight().ok()).isTrue();
        assertThat(Laboratory.result(run).preflight().probe()).isNotNull();

        reset();
        bench.collection("rooms").updateOne(Filters.eq("_id", bench.plan.roomId(0)), Updates.unset("encKey"));
        try {
            RunRecord refused = bench.laboratory.run(light());

            assertThat(refused.state()).isEqualTo(RunState.FAILED);
            assertThat(refused.failure()).contains("preflight failed: room-keys: 1 rooms without encKey");
        } finally {
            reset();
        }
    }

    @ParameterizedTest
    @EnumSource(value = ContractVersion.class, names = "A")
    void theOtherContractsAreDetectedAndPassToo(ContractVersion version) throws Exception {
        try (PreflightBench other = new PreflightBench(version)) {
            for (InjectMode inject : InjectMode.values()) {
                PreflightReport report = other.check(inject, true);

                passes(report);
                assertThat(report.contract()).isEqualTo(version);
                assertThat(report.probe()).isNotNull();
            }
        }
    }

    @Test
    void keysOfContractAAreLookedForInValkey() throws Exception {
        try (PreflightBench other = new PreflightBench(ContractVersion.A)) {
            other.collection("rooms").updateMany(new Document(), Updates.unset("encKey"));
            assertThat(named(other.check(InjectMode.FRONTDOOR, false), "room-keys")
                            .status())
                    .as("room-worker does not look into the documents")
                    .isEqualTo(CheckStatus.PASS);

            other.laboratory.removeKey(other.plan, 1);
            PreflightCheck absent = named(other.check(InjectMode.FRONTDOOR, true), "room-keys");
            assertThat(absent.status()).isEqualTo(CheckStatus.FAIL);
            assertThat(absent.line())
                    .contains("1 rooms without a key in Valkey: ", other.plan.roomId(1), "reset the fixture set");

            other.laboratory.reset(other.plan);
            passes(other.check(InjectMode.FRONTDOOR, true));

            shortenKey(other, 2);
            assertThat(named(other.check(InjectMode.FRONTDOOR, false), "room-keys")
                            .line())
                    .contains("1 rooms with a key in Valkey that is not 32 bytes with a version", "r000002");

            other.laboratory.sandbox().valkey().orElseThrow().close();
            PreflightReport report = other.check(InjectMode.FRONTDOOR, false);
            assertThat(report.with(CheckStatus.FAIL))
                    .singleElement()
                    .satisfies(check -> assertThat(check.line())
                            .startsWith("room-keys: keys cannot be read: Valkey at ")
                            .contains("loadgen.valkey"));
        }
    }

    private static void shortenKey(PreflightBench bench, int room) {
        try (RedisClient client = RedisClient.create("redis://"
                        + bench.laboratory.sandbox().valkey().orElseThrow().address());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().hset("room:" + bench.plan.roomId(room) + ":key", "priv", "AAAA");
        }
    }

    @Test
    void contradictingStreamsTellNoContractAndNameTheSetting() throws Exception {
        try (PreflightBench other = new PreflightBench(ContractVersion.B)) {
            other.streams()
                    .addStream(StreamConfiguration.builder()
                            .name("MESSAGES-CANONICAL-site-local")
                            .subjects("elsewhere")
                            .storageType(StorageType.Memory)
                            .build());

            PreflightReport report = other.check(InjectMode.FRONTDOOR, true);

            assertThat(named(report, "contract").line())
                    .contains(
                            "stream ROOMS_site-local exists: A or B",
                            "stream MESSAGES-CANONICAL-site-local exists: C",
                            "set loadgen.contract");
            assertThat(named(report, "probe-add").status()).isEqualTo(CheckStatus.SKIPPED);
            assertThat(report.contract()).isNull();
        }
    }

    @Test
    void whatIsNotThereIsToldAndNoProbeIsMade() throws Exception {
        try (PreflightBench other = new PreflightBench(ContractVersion.B)) {
            Map<String, String> before = other.fingerprint();
            other.laboratory.sandbox().platform().stopRoomWorker();
            assertThat(named(other.check(InjectMode.FRONTDOOR, true), "worker-pulls")
                            .line())
                    .contains("room-worker does not ask for jobs");
            other.laboratory.sandbox().platform().stopRoomService();
            assertThat(named(other.check(InjectMode.FRONTDOOR, true), "room-service")
                            .line())
                    .contains("nobody listens on chat.user.*.request.room.*.site-local.member.add");
            assertThat(named(other.check(InjectMode.CANONICAL, true), "room-service")
                            .status())
                    .isEqualTo(CheckStatus.SKIPPED);
            other.streams().deleteConsumer("ROOMS_site-local", "room-worker");
            assertThat(named(other.check(InjectMode.CANONICAL, true), "worker-consumer")
                            .line())
                    .contains("has no consumer room-worker");
            other.streams().deleteStream("INBOX_site-local");
            PreflightReport report = other.check(InjectMode.CANONICAL, true);
            assertThat(named(report, "stream-inbox").line())
                    .contains("stream INBOX_site-local", "does not exist", "0.5 s");
            assertThat(named(report, "probe-add").status()).isEqualTo(CheckStatus.SKIPPED);
            assertThat(other.fingerprint()).isEqualTo(before);

            other.laboratory.sandbox().nats().kill();
            report = other.check(InjectMode.CANONICAL, true);
            assertThat(named(report, "nats").status()).isEqualTo(CheckStatus.FAIL);
            assertThat(named(report, "mongo").status()).isEqualTo(CheckStatus.PASS);
            assertThat(named(report, "stream-rooms").status()).isEqualTo(CheckStatus.SKIPPED);
        }
    }

    @Test
    void jobsThatAreLeftOverAreABacklogUntilTheyArePurged() throws Exception {
        try (PreflightBench other = new PreflightBench(ContractVersion.B)) {
            other.laboratory.sandbox().platform().stopRoomWorker();
            String add = "chat.room.canonical.site-local.member.add";
            other.nats.jetStream().publish(add, new byte[] {'{', '}'});
            other.nats.jetStream().publish(add, new byte[] {'{', '}'});
            JetStreamSubscription worker = other.nats
                    .jetStream()
                    .subscribe(null, PullSubscribeOptions.bind("ROOMS_site-local", "room-worker"));
            assertThat(worker.fetch(1, Duration.ofSeconds(10))).hasSize(1);

            assertThat(named(other.check(InjectMode.FRONTDOOR, true), "worker-idle")
                            .line())
                    .contains(
                            "is not idle: 1 pending, 1 being worked on",
                            "may try again for up to 2 min 0 s, until ",
                            "purge the stream of subject " + add);

            other.streams()
                    .purgeStream(
                            "ROOMS_site-local",
                            PurgeOptions.builder().subject(add).build());

            assertThat(named(other.check(InjectMode.FRONTDOOR, true), "worker-idle")
                            .status())
                    .isEqualTo(CheckStatus.PASS);
        }
    }

    private static SustainedSpec light() {
        return Specs.light(PreflightBench.FIXTURE.id(), 20, Duration.ofSeconds(1), Duration.ZERO);
    }

    /** What to set, what it takes to see it, and how to take it away. */
    record Trap(String check, CheckStatus status, String words, List<String> alsoFails, Action set, Action undo) {
        static Trap of(String check, CheckStatus status, String words, String... alsoFails) {
            return new Trap(check, status, words, List.of(alsoFails), () -> {}, () -> {});
        }

        Trap set(Action action) {
            return new Trap(check, status, words, alsoFails, action, undo);
        }

        Trap undo(Action action) {
            return new Trap(check, status, words, alsoFails, set, action);
        }

        @Override
        public String toString() {
            return check + " (" + words + ")";
        }
    }

    /** Something done to the platform. */
    interface Action {
        void run() throws Exception;
    }
}
