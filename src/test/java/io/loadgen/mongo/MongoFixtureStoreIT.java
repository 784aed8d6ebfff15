package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.BaselineDamagedException;
import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.PoolSummary;
import io.loadgen.fixtures.ProgressListener;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.SeedPhase;
import io.loadgen.fixtures.SeedProgress;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Population;
import io.loadgen.spec.Seeding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MongoFixtureStoreIT {
    /** 40 rooms of 60: subscriptions take three batches. */
    private static final FixtureSpec SPEC = new FixtureSpec("it", 42, "site-local", 40, 60, 30, 150);

    private static final ProgressListener UNHEARD = progress -> {};
    private static final Date SEEDED = Date.from(Instant.parse("2026-01-01T00:00:00Z"));

    private final TestMongo mongo = new TestMongo();
    private final MongoFixtureStore store = new MongoFixtureStore(mongo.database(), RoomKeyWriter.DOCUMENTS_ONLY);
    private final FixturePlan plan = new FixturePlan(SPEC);

    @Test
    void botsHaveAppsThatComeAndGoWithTheirSet() {
        FixtureSpec spec =
                new FixtureSpec("bots", 1, "site-local", 4, 30, 20, 100, 10, new Population(20, "far", 40, 50, null));
        FixturePlan bots = new FixturePlan(spec);
        MongoCollection<Document> apps = mongo.database().getCollection("apps");
        apps.insertOne(new Document("_id", "theirs").append("assistant", new Document("name", "helper.bot")));

        store.seed(bots, UNHEARD, new Cancellation());
        apps.updateOne(Filters.eq("_id", bots.appId(bots.bots()[3])), Updates.set("assistant.enabled", false));
        store.reset(bots, UNHEARD, new Cancellation());

        assertThat(apps.countDocuments(Filters.eq("assistant.enabled", true))).isEqualTo(40);
        Document app = Objects.requireNonNull(
                apps.find(Filters.eq("_id", bots.appId(bots.bots()[3]))).first());
        assertThat(app.getEmbedded(List.of("assistant", "name"), String.class)).isEqualTo(bots.account(bots.bots()[3]));
        MongoCollection<Document> rooms = mongo.database().getCollection("rooms");
        for (int room = 0; room < 4; room++) {
            Document found = Objects.requireNonNull(
                    rooms.find(Filters.eq("_id", bots.roomId(room))).first());
            assertThat(found.get("appCount")).isEqualTo(bots.baselineBots(room));
            assertThat(found.get("userCount")).isEqualTo(30 - bots.baselineBots(room));
            assertThat(found.getBoolean("restricted", false)).isEqualTo(bots.isRestricted(room));
        }
        assertThat(mongo.database().getCollection("users").countDocuments(Filters.eq("siteId", "far")))
                .isEqualTo(20);

        store.teardown(spec, UNHEARD, new Cancellation());

        assertThat(apps.find().map(left -> left.getString("_id")).into(new ArrayList<>()))
                .containsExactly("theirs");
        assertThat(store.counts(bots)).isEqualTo(FixtureCounts.NONE);
    }

    @BeforeEach
    void createIndexes() {
        new MongoServiceIndexes(mongo.database()).createMissing(ContractVersion.B);
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void seedingWritesTheBaselineOfEveryRoom() {
        seed(plan);

        assertThat(store.counts(plan)).isEqualTo(new FixtureCounts(150, 55, 2_632, 150));
        assertThat(store.subscriptionsPerRoom(plan)).hasSize(40).containsOnly(60);
        assertThat(store.remaining(plan).total()).isEqualTo(1_200);
        for (String name : List.of("users", "rooms", "subscriptions", "room_members")) {
            assertThat(collection(name).countDocuments())
                    .as(name)
                    .isEqualTo(collection(name)
                            .countDocuments(IdRange.of("lg_it_42_").on("_id")));
        }
    }

    @Test
    void usersHaveTheShapeOfTheContract() {
        seed(plan);

        assertThat(found("users", "lg_it_42_u000011"))
                .isEqualTo(new Document("_id", "lg_it_42_u000011")
                        .append("account", "lg_it_42_a000011")
                        .append("siteId", "site-local")
                        .append("sectId", "lg_it_42_s000001")
                        .append("sectName", "Section 1")
                        .append("sectTCName", "")
                        .append("deptId", "lg_it_42_d000000")
                        .append("deptName", "Department 0")
                        .append("deptTCName", "")
                        .append("engName", plan.engName(11))
                        .append("chineseName", plan.chineseName(11))
                        .append("employeeId", "")
                        .append("statusIsShow", false)
                        .append("statusText", ""));
    }

    @Test
    void roomsHaveTheShapeOfTheContractAndAKey() {
        seed(plan);
        Document room = found("rooms", "lg_it_42_r000003");

        // Binary equality covers the subtype, which is 0.
        assertThat(room)
                .isEqualTo(new Document("_id", "lg_it_42_r000003")
                        .append("name", "Loadgen it-42 room 3")
                        .append("type", "channel")
                        .append("createdBy", plan.userId(plan.owner(3)))
                        .append("siteId", "site-local")
                        .append("userCount", 60)
                        .append("appCount", 0)
                        .append("lastMsgId", "")
                        .append("createdAt", SEEDED)
                        .append("updatedAt", SEEDED)
                        .append(
                                "encKey",
                                new Document("priv", new Binary((byte) 0, plan.roomKey(3))).append("ver", 0)));
        assertThat(room.get("encKey", Document.class).get("priv", Binary.class).length())
                .isEqualTo(32);
    }

    @Test
    void subscriptionsHaveTheShapeOfTheContractAndOneOwner() {
        seed(plan);
        List<Document> ofRoom = collection("subscriptions")
                .find(new Document("roomId", "lg_it_42_r000003"))
                .into(new ArrayList<>());
        String owner = plan.userId(plan.owner(3));

        assertThat(found("subscriptions", "lg_it_42_r000003_" + owner.substring("lg_it_42_".length())))
                .isEqualTo(new Document("_id", "lg_it_42_r000003_" + owner.substring("lg_it_42_".length()))
                        .append(
                                "u",
                                new Document("_id", owner)
                                        .append("account", plan.account(plan.owner(3)))
                                        .append("isBot", false))
                        .append("roomId", "lg_it_42_r000003")
                        .append("siteId", "site-local")
                        .append("roles", List.of("owner"))
                        .append("name", "Loadgen it-42 room 3")
                        .append("roomType", "channel")
                        .append("joinedAt", SEEDED)
                        .append("hasMention", false)
                        .append("alert", false)
                        .append("muted", false)
                        .append("favorite", false)
                        .append("hasGroupMention", false)
                        .append("hasUnread", false)
                        .append("open", true));
        assertThat(ofRoom).hasSize(60);
        assertThat(ofRoom.stream()
                        .filter(each -> each.getList("roles", String.class).equals(List.of("owner"))))
                .hasSize(1);
        assertThat(ofRoom.stream()
                        .filter(each -> each.getList("roles", String.class).equals(List.of("member"))))
                .hasSize(59);
    }

    @Test
    void seedingAgainAfterARunGivesTheSameBytes() throws Exception {
        seed(plan);
        Map<String, String> clean = mongo.fingerprint();
        actAsRoomWorker();
        assertThat(mongo.fingerprint()).isNotEqualTo(clean);
        seed(plan);

        assertThat(mongo.fingerprint()).isEqualTo(clean);
    }

    @Test
    void resetRestoresTheBaselineAndLeavesUsersAlone() throws Exception {
        seed(plan);
        Map<String, String> clean = mongo.fingerprint();
        actAsRoomWorker();
        collection("subscriptions").deleteOne(new Document("u.account", plan.account(plan.owner(7))));
        List<SeedProgress> heard = new ArrayList<>();
        store.reset(plan, heard::add, new Cancellation());

        assertThat(mongo.fingerprint()).isEqualTo(clean);
        assertThat(heard).noneMatch(progress -> progress.phase() == SeedPhase.USERS);
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() throws Exception {
        seed(plan);
        Map<String, String> clean = mongo.fingerprint();
        collection("users").deleteMany(IdRange.of("lg_it_42_u00001").on("_id"));
        collection("subscriptions").deleteMany(IdRange.of("lg_it_42_r000003").on("roomId"));
        List<SeedProgress> heard = new ArrayList<>();
        store.seed(plan, heard::add, new Cancellation());

        assertThat(mongo.fingerprint()).isEqualTo(clean);
        // 10 users and 60 subscriptions.
        assertThat(heard.getLast()).isEqualTo(new SeedProgress(SeedPhase.SUBSCRIPTIONS, 70, 70));
    }

    @Test
    void whatServicesChangedIsAsItWasAfterAReset() throws Exception {
        seed(plan);
        Map<String, String> clean = mongo.fingerprint();
        collection("rooms")
                .updateOne(
                        new Document("_id", plan.roomId(5)),
                        new Document("$set", new Document("countsReconciledAt", SEEDED).append("lastMsgId", "m1"))
                                .append("$inc", new Document("userCount", 10).append("appCount", 1))
                                .append("$unset", new Document("encKey", "")));
        collection("subscriptions")
                .updateMany(
                        IdRange.of(plan.roomId(6)).on("roomId"),
                        new Document("$set", new Document("lastSeenAt", SEEDED).append("alert", true)));
        collection("room_members").deleteOne(new Document("rid", plan.sourceRoomId(7)));
        // An id under the prefix, such as another release may have given.
        collection("room_members")
                .insertOne(new Document("_id", plan.sourceRoomId(7) + "_u000000").append("rid", plan.sourceRoomId(7)));
        store.reset(plan, UNHEARD, new Cancellation());

        assertThat(mongo.fingerprint()).isEqualTo(clean);
    }

    @Test
    void aResetTellsOfMissingUsersAndChangesNothing() throws Exception {
        seed(plan);
        actAsRoomWorker();
        collection("users").deleteMany(IdRange.of("lg_it_42_u00001").on("_id"));
        Map<String, String> before = mongo.fingerprint();

        assertThatExceptionOfType(BaselineDamagedException.class)
                .isThrownBy(() -> store.reset(plan, UNHEARD, new Cancellation()))
                .withMessage("140 of 150 users are there: seed the set again");
        assertThat(mongo.fingerprint()).isEqualTo(before);
    }

    @Test
    void documentsCarryNoKeyWhereOnlyAnotherStoreHasThem() {
        MongoFixtureStore elsewhere = new MongoFixtureStore(mongo.database(), new RoomKeyWriter() {
            @Override
            public boolean inDocuments() {
                return false;
            }

            @Override
            public void write(FixturePlan written, int firstRoom, int rooms) {}

            @Override
            public void remove(List<String> roomIds) {}
        });
        seed(plan);
        elsewhere.seed(plan, UNHEARD, new Cancellation());

        assertThat(collection("rooms").countDocuments(new Document("encKey", new Document("$exists", true))))
                .isZero();
        assertThat(store.counts(plan)).isEqualTo(FixtureCounts.ofBaseline(plan));
    }

    @Test
    void teardownLeavesForeignDocumentsAndIndexesAsTheyWere() throws Exception {
        // Neighbours of the prefix on both sides, one that a pattern with an open dot or underscore would match, and
        // others.
        for (String prefix :
                List.of("lg_it_4_", "lg_it_421_", "lg_it_42^", "lg_it_42`", "lgXitX42X", "LG_IT_42_", "m")) {
            collection("users").insertOne(new Document("_id", prefix + "u000001").append("account", prefix + "a"));
            collection("rooms").insertOne(new Document("_id", prefix + "r000001").append("userCount", 3L));
            collection("subscriptions")
                    .insertOne(new Document("_id", prefix + "s")
                            .append("roomId", prefix + "r000001")
                            .append("u", new Document("account", prefix + "a")));
            collection("room_members")
                    .insertOne(new Document("_id", prefix + "m")
                            .append("rid", prefix + "r000001")
                            .append("member", new Document("id", prefix).append("type", "org")));
        }
        collection("messages").insertOne(new Document("_id", "lg_it_42_r000001").append("text", "not ours"));
        Map<String, String> before = mongo.fingerprint();
        seed(plan);
        actAsRoomWorker();
        List<SeedProgress> heard = new ArrayList<>();
        store.teardown(SPEC, heard::add, new Cancellation());

        assertThat(mongo.fingerprint()).isEqualTo(before);
        assertThat(store.counts(plan)).isEqualTo(FixtureCounts.NONE);
        // 150 users, 55 rooms and sources, 2,632 + 2 subscriptions, 150 + 1 room_members rows.
        assertThat(heard.getLast()).isEqualTo(new SeedProgress(SeedPhase.CLEARING, 2_990, 2_990));
    }

    @Test
    void aSecondKeyStoreGetsEveryRoomAfterItsDocumentAndLosesItBefore() {
        Set<Integer> keyed = new TreeSet<>();
        MongoFixtureStore withKeys = new MongoFixtureStore(mongo.database(), new RoomKeyWriter() {
            @Override
            public void write(FixturePlan written, int firstRoom, int rooms) {
                assertThat(store.counts(written).rooms()).isEqualTo(55);
                IntStream.range(firstRoom, firstRoom + rooms).forEach(keyed::add);
            }

            @Override
            public void remove(List<String> roomIds) {
                assertThat(store.counts(plan).rooms()).isEqualTo(55);
                roomIds.stream().map(plan::roomOfId).forEach(keyed::remove);
            }
        });
        withKeys.seed(plan, UNHEARD, new Cancellation());
        assertThat(keyed).hasSize(40).contains(0, 39);

        withKeys.teardown(SPEC, UNHEARD, new Cancellation());
        assertThat(keyed).isEmpty();
    }

    @Test
    void aSeedingRemovesWhatOtherSeedingsOfItsSetLeftAndATeardownAllOfThem() throws Exception {
        Set<String> keyless = new TreeSet<>();
        MongoFixtureStore withKeys = new MongoFixtureStore(mongo.database(), new RoomKeyWriter() {
            @Override
            public void write(FixturePlan written, int firstRoom, int rooms) {}

            @Override
            public void remove(List<String> roomIds) {
                keyless.addAll(roomIds);
            }
        });
        collection("rooms").insertOne(new Document("_id", "lg_it_421_r000001"));
        Map<String, String> foreign = mongo.fingerprint();
        FixturePlan earlier = new FixturePlan(new Seeding(SPEC, "0mx3k2a8"));
        FixturePlan present = new FixturePlan(new Seeding(SPEC, "0mx3k2a9"));
        withKeys.seed(earlier, UNHEARD, new Cancellation());
        assertThat(store.counts(earlier)).isEqualTo(FixtureCounts.ofBaseline(earlier));
        // Of a release without generations, and of a job that came after its room was gone.
        collection("rooms").insertOne(new Document("_id", plan.roomId(1)));
        collection("subscriptions")
                .insertOne(new Document("_id", "0197").append("roomId", "lg_it_42_0mx3k2zz_r000001"));
        withKeys.seed(present, UNHEARD, new Cancellation());

        assertThat(store.counts(present)).isEqualTo(FixtureCounts.ofBaseline(present));
        assertThat(store.counts(plan)).as("of all seedings").isEqualTo(FixtureCounts.ofBaseline(present));
        assertThat(keyless)
                .contains(earlier.roomId(0), earlier.roomId(39), plan.roomId(1))
                .doesNotContain(present.roomId(0));

        collection("rooms").insertOne(new Document("_id", plan.roomId(1)));
        withKeys.teardown(SPEC, UNHEARD, new Cancellation());
        assertThat(keyless).contains(present.roomId(0), present.roomId(39));
        assertThat(mongo.fingerprint()).isEqualTo(foreign);
    }

    @Test
    void teardownOfNothingIsNoFailure() {
        store.teardown(SPEC, UNHEARD, new Cancellation());

        assertThat(store.counts(plan)).isEqualTo(FixtureCounts.NONE);
    }

    @Test
    void interruptedSeedingCanBeRepeatedFromEveryPhase() throws Exception {
        seed(plan);
        Map<String, String> clean = mongo.fingerprint();
        // Indexes are not the store's to make.
        for (SeedPhase phase : EnumSet.complementOf(EnumSet.of(SeedPhase.INDEXES))) {
            Cancellation cancellation = new Cancellation();
            ProgressListener cancelling = progress -> {
                if (progress.phase() == phase) {
                    cancellation.request();
                }
            };
            // The rows of a smaller plan are in one batch: there would be no "between" to stop in.
            FixturePlan large = new FixturePlan(new FixtureSpec("it", 42, "site-local", 100, 60, 30, 10_000));
            // Or there would be nothing to clear.
            actAsRoomWorker();
            assertThatExceptionOfType(CancellationException.class)
                    .as("cancelled in %s", phase)
                    .isThrownBy(() -> store.seed(large, cancelling, cancellation));
            assertThat(store.counts(large)).isNotEqualTo(FixtureCounts.ofBaseline(large));
            seed(plan);
            assertThat(mongo.fingerprint()).as("seeded again after %s", phase).isEqualTo(clean);
        }
    }

    @Test
    void anInterruptedThreadStopsAndKeepsItsFlag() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> seed(plan));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.counts(plan)).isEqualTo(FixtureCounts.NONE);
    }

    @Test
    void aForeignUserOfTheSameAccountFailsTheJobAndSurvives() {
        Document foreign = new Document("_id", "x").append("account", plan.account(5));
        collection("users").insertOne(foreign);

        assertThatExceptionOfType(MongoBulkWriteException.class).isThrownBy(() -> seed(plan));
        assertThat(found("users", "x")).isEqualTo(foreign);
    }

    @Test
    void progressRisesToTheTotal() {
        List<SeedProgress> heard = new ArrayList<>();
        store.seed(plan, heard::add, new Cancellation());
        List<SeedProgress> writing = heard.stream()
                .filter(progress -> progress.phase() != SeedPhase.CLEARING)
                .toList();

        assertThat(writing).isSortedAccordingTo((a, b) -> Long.compare(a.documents(), b.documents()));
        assertThat(writing).extracting(SeedProgress::phase).isSorted();
        assertThat(writing.getLast()).isEqualTo(new SeedProgress(SeedPhase.ROOM_MEMBERS, 2_987, 2_987));
    }

    @Test
    void addedMembersAreNoCandidatesAnyMore() {
        seed(plan);
        actAsRoomWorker();
        RemainingCandidates left = store.remaining(plan);

        assertThat(left.count(2)).isEqualTo(29);
        assertThat(left.user(2, 0)).isEqualTo(plan.candidate(2, 1));
        assertThat(left.count(3)).isEqualTo(30);
        assertThat(left.total()).isEqualTo(1_199);
        assertThat(left.wholeBlocks().total()).isEqualTo(1_190);
        assertThat(left.hasOrgRow(2)).isTrue();
        assertThat(left.hasOrgRow(3)).isFalse();
        assertThat(store.left(plan, 10)).isEqualTo(new PoolSummary(1_199, 29, 119, 2, 1, Budget.of(left, 10)));
        assertThat(store.subscriptionsPerRoom(plan)[2]).isEqualTo(61);
        assertThat(store.subscriptionsPerRoom(plan)[3]).isEqualTo(61);
    }

    /** One candidate added to room 2 and a stranger to room 3, with ids as room-worker gives them, and an org row. */
    private void actAsRoomWorker() {
        collection("subscriptions").insertOne(membership(2, plan.account(plan.candidate(2, 0))));
        collection("subscriptions").insertOne(membership(3, "stranger"));
        collection("rooms")
                .updateOne(new Document("_id", plan.roomId(2)), new Document("$set", new Document("userCount", 61L)));
        collection("room_members")
                .insertOne(new Document("_id", "0197e0")
                        .append("rid", plan.roomId(2))
                        .append("member", new Document("id", plan.orgId(0)).append("type", "org")));
    }

    private Document membership(int room, String account) {
        return new Document("_id", "0197aaaa" + room)
                .append("roomId", plan.roomId(room))
                .append("u", new Document("_id", "someone").append("account", account));
    }

    private void seed(FixturePlan seeded) {
        store.seed(seeded, UNHEARD, new Cancellation());
    }

    private Document found(String collection, String id) {
        return Objects.requireNonNull(
                collection(collection).find(new Document("_id", id)).first(), id);
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.database().getCollection(name);
    }
}
