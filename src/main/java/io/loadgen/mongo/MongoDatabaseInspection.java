package io.loadgen.mongo;

import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.DatabaseUnreachableException;
import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.privileges.DatabaseFeature;
import io.loadgen.fixtures.privileges.DatabaseFeature.Home;
import io.loadgen.fixtures.privileges.MissingPrivileges;
import io.loadgen.fixtures.privileges.Privilege;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Looks at the platform's MongoDB. Any thread; blocks on the database. */
public final class MongoDatabaseInspection implements DatabaseInspection {
    private static final IdRange FIXTURES = IdRange.of("lg_");

    /** How long a small look may take: of a preflight two of them wait, and the answer is to be there within two seconds. */
    static final long LOOK_MILLIS = 900;

    private final MongoDatabase platform;
    private final Map<Home, String> ownDatabases;
    private final ServerTroubles troubles;

    /**
     * Looks at a database.
     *
     * @param platform the platform's database
     * @param ownDatabases the names of those beside it that are on the same server, by whose they are
     * @param troubles why its servers cannot be used, if they cannot
     */
    public MongoDatabaseInspection(MongoDatabase platform, Map<Home, String> ownDatabases, ServerTroubles troubles) {
        this.platform = platform;
        this.ownDatabases = Map.copyOf(ownDatabases);
        this.troubles = troubles;
    }

    @Override
    public long pingNanos() {
        long startNanos = System.nanoTime();
        try {
            platform.withTimeout(LOOK_MILLIS, TimeUnit.MILLISECONDS).runCommand(new Document("ping", 1));
        } catch (MongoTimeoutException late) {
            String told = troubles.describe();
            // Without any server, as when DNS names none, the driver's own words are all there is.
            throw new DatabaseUnreachableException(told.isEmpty() ? String.valueOf(late.getMessage()) : told, late);
        }
        return System.nanoTime() - startNanos;
    }

    @Override
    public Optional<List<MissingPrivileges>> missing(Set<DatabaseFeature> features) {
        return reaching(() -> GrantedPrivileges.read(platform.withTimeout(LOOK_MILLIS, TimeUnit.MILLISECONDS)))
                .map(granted -> features.stream()
                        .sorted()
                        .flatMap(feature -> missing(feature, granted))
                        .toList());
    }

    private Stream<MissingPrivileges> missing(DatabaseFeature feature, GrantedPrivileges granted) {
        String database = feature.home() == Home.PLATFORM ? platform.getName() : ownDatabases.get(feature.home());
        if (database == null) {
            return Stream.empty();
        }
        Map<String, List<String>> actions = new LinkedHashMap<>();
        for (Privilege needed : feature.privileges()) {
            if (!granted.permit(database, needed.collection(), needed.action())) {
                actions.computeIfAbsent(needed.collection(), collection -> new ArrayList<>())
                        .add(needed.action());
            }
        }
        return actions.entrySet().stream()
                .map(each -> new MissingPrivileges(feature, database, each.getKey(), each.getValue()));
    }

    @Override
    public Map<String, Long> siteIds() {
        return reaching(this::readSiteIds);
    }

    private Map<String, Long> readSiteIds() {
        Bson noFixture = Filters.or(Filters.lt("_id", FIXTURES.from()), Filters.gte("_id", FIXTURES.to()));
        Map<String, Long> counts = new TreeMap<>();
        for (Document room : platform.getCollection("rooms")
                .find(noFixture)
                .projection(Projections.include("siteId"))
                .limit(MOST_SITES_READ)) {
            counts.merge(FixtureReading.text(room, "siteId"), 1L, Long::sum);
        }
        // A room that names no site speaks for none.
        counts.remove("");
        return counts;
    }

    @Override
    public FixtureInspection inspect(FixturePlan plan) {
        return reaching(() -> read(plan));
    }

    private FixtureInspection read(FixturePlan plan) {
        FixtureReading reading = new FixtureReading(plan);
        read("rooms", reading.rooms("_id"), reading::room, "type", "siteId", "restricted", "userCount", "encKey");
        read("users", reading.users(), reading::user, "account", "siteId");
        Bson owners = Filters.and(reading.rooms("roomId"), Filters.eq("roles", "owner"));
        read("subscriptions", owners, reading::owner, "roomId", "u.account");
        Bson orgs = Filters.and(reading.rooms("rid"), Filters.eq("member.type", "org"));
        read("room_members", orgs, reading::orgRow, "rid");
        for (Document count : platform.getCollection("subscriptions")
                .aggregate(List.of(
                        Aggregates.match(Filters.and(reading.rooms("roomId"), Filters.ne("u.isBot", true))),
                        Aggregates.group("$roomId", Accumulators.sum("count", 1))))) {
            reading.subscriptions(count);
        }
        if (plan.spec().people().bots() > 0) {
            Bson enabled = Filters.eq("assistant.enabled", true);
            Bson ours = IdRange.of(plan.prefix()).on("_id");
            reading.enabledApps(platform.getCollection("apps").countDocuments(Filters.and(ours, enabled)));
        }
        return reading.finish();
    }

    private void read(String name, Bson filter, java.util.function.Consumer<Document> reader, String... fields) {
        MongoCollection<Document> collection = platform.getCollection(name);
        collection
                .find(filter)
                .projection(Projections.include(new ArrayList<>(List.of(fields))))
                .batchSize(10_000)
                .forEach(reader);
    }
}
