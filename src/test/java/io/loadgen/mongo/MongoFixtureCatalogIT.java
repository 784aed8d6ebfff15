package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Population;
import io.loadgen.spec.Presets;
import io.loadgen.spec.Seeding;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MongoFixtureCatalogIT {
    private static final Instant CREATED = Instant.parse("2026-11-23T12:00:00.123Z");

    private final TestMongo mongo = new TestMongo();
    private final MongoFixtureCatalog catalog = new MongoFixtureCatalog(mongo.own());

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void setsComeBackAsTheyWereSaved() {
        FixtureSet ready = new FixtureSet(
                new Seeding(Presets.named("members-small").spec(5_000_000_000L, "site-local"), "0mx3k2a9"),
                FixtureState.READY,
                CREATED,
                new FixtureCounts(200, 5, 50, 0),
                null,
                null,
                "chat",
                List.of("users {account} unique"));
        FixtureSet failed = new FixtureSet(
                new Seeding(
                        new FixtureSpec(
                                "a-mix", 1, "site-b", 1, 1, 10, 20, 10, new Population(20, "site-c", 5, 50, null)),
                        ""),
                FixtureState.FAILED,
                CREATED,
                FixtureCounts.NONE,
                "disk full",
                null,
                null,
                null);
        catalog.save(ready);
        catalog.save(failed);

        assertThat(catalog.list()).containsExactly(failed, ready);
        assertThat(catalog.find(ready.id())).contains(ready);
        assertThat(catalog.find("members-small-1")).isEmpty();
    }

    @Test
    void aSetOfAReleaseWithoutBlocksHasToBeSeededAgain() {
        for (int candidates : List.of(50, 55)) {
            FixtureSpec spec = new FixtureSpec("old" + candidates, 1, "site-local", 5, 10, candidates, 200, 1);
            catalog.save(new FixtureSet(
                    new Seeding(spec, ""), FixtureState.READY, CREATED, FixtureCounts.NONE, null, null, "chat", null));
        }
        mongo.client()
                .getDatabase("loadgen")
                .getCollection("fixtures")
                .updateMany(new Document(), new Document("$unset", new Document("spec.usersPerBlock", "")));

        assertThat(catalog.list())
                .allSatisfy(set -> assertThat(set.state()).isEqualTo(FixtureState.FAILED))
                .allSatisfy(set -> assertThat(set.failure())
                        .isEqualTo("was seeded by a release that knew no blocks: seed it again, or tear it down"))
                // 50 candidates are whole blocks of the usual size, 55 are not.
                .extracting(set -> set.spec().usersPerBlock())
                .containsExactly(10, 1);
    }

    @Test
    void aSetOfAReleaseWithoutGenerationsHasIdsWithoutOne() {
        FixtureSpec spec = Presets.named("members-small").spec(42, "site-local");
        FixtureSet ready = new FixtureSet(
                new Seeding(spec, "0mx3k2a9"),
                FixtureState.READY,
                CREATED,
                FixtureCounts.NONE,
                null,
                null,
                "chat",
                null);
        catalog.save(ready);
        mongo.client()
                .getDatabase("loadgen")
                .getCollection("fixtures")
                .updateMany(new Document(), new Document("$unset", new Document("generation", "")));

        assertThat(catalog.find(ready.id()).orElseThrow().seeding().prefix()).isEqualTo("lg_members-small_42_");
    }

    @Test
    void savingReplacesAndRemovingForgets() {
        FixtureSet seeding = new FixtureSet(
                new Seeding(Presets.named("members-small").spec(1, "site-local"), "0mx3k2a9"),
                FixtureState.SEEDING,
                CREATED,
                FixtureCounts.NONE,
                null,
                null,
                "chat",
                null);
        FixtureSet cancelled = new FixtureSet(
                seeding.seeding(), FixtureState.CANCELLED, CREATED, FixtureCounts.NONE, null, null, "chat", null);
        catalog.save(seeding);
        catalog.save(cancelled);

        assertThat(catalog.list()).containsExactly(cancelled);
        catalog.remove(seeding.id());
        catalog.remove(seeding.id());
        assertThat(catalog.list()).isEmpty();
    }
}
