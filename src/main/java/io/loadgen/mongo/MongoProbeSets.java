package io.loadgen.mongo;

import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import io.loadgen.fixtures.ProbeSets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/** Finds what probes, or sets of another preset that is in no catalog, left in the platform's MongoDB. Any thread; blocks on the database. */
public final class MongoProbeSets implements ProbeSets {
    private static final Map<String, String> ID_FIELDS =
            Map.of("users", "_id", "rooms", "_id", "subscriptions", "roomId", "room_members", "rid");

    private final MongoDatabase platform;
    private final String prefix;
    private final Pattern seed;

    /**
     * Looks at a database for what probes have left.
     *
     * @param platform the platform's database
     */
    public MongoProbeSets(MongoDatabase platform) {
        this(platform, PRESET);
    }

    /**
     * Looks at a database for what sets of a preset of its own have left.
     *
     * @param platform the platform's database
     * @param preset the name of the preset
     */
    public MongoProbeSets(MongoDatabase platform, String preset) {
        this.platform = platform;
        prefix = "lg_" + preset + "_";
        seed = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,18})_.*");
    }

    @Override
    public List<Long> seeds() {
        return reaching(this::readSeeds);
    }

    private List<Long> readSeeds() {
        Set<Long> seeds = new TreeSet<>();
        ID_FIELDS.forEach((collection, field) -> {
            for (Document document : platform.getCollection(collection)
                    .find(IdRange.of(prefix).on(field))
                    .projection(Projections.include(field))) {
                Matcher id = seed.matcher(FixtureReading.text(document, field));
                if (id.matches()) {
                    seeds.add(Long.valueOf(id.group(1)));
                }
            }
        });
        return List.copyOf(seeds);
    }
}
