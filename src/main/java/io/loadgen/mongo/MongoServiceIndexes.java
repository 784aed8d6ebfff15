package io.loadgen.mongo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.MissingIndex;
import io.loadgen.fixtures.ServiceIndexes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;

/** Looks for the indexes of the add path in the platform's MongoDB. Any thread; blocks on the database. */
public final class MongoServiceIndexes implements ServiceIndexes {
    private static final List<Expected> COMMON = List.of(
            new Expected("subscriptions", true, "roomId", "u.account"),
            new Expected("room_members", false, "rid"),
            new Expected("room_members", true, "rid", "member.type", "member.id"),
            new Expected("users", false, "sectId", "account"));
    private static final List<Expected> IN_A = List.of(new Expected("users", false, "account"));
    private static final List<Expected> SINCE_B = List.of(
            new Expected("users", true, "account"),
            new Expected("users", false, "deptId", "account"),
            new Expected("subscriptions", false, "roomId", "u.isBot"));

    private final MongoDatabase platform;
    private final List<Expected> expected;

    /**
     * Uses a database of the system under test.
     *
     * @param platform the database, {@code chat} by default
     * @param version whose indexes are expected
     */
    public MongoServiceIndexes(MongoDatabase platform, ContractVersion version) {
        this.platform = platform;
        List<Expected> special = switch (version) {
            case A -> IN_A;
            // In C another service sees to the unique account, which the path needs all the same.
            case B, C -> SINCE_B;
        };
        expected = Stream.concat(COMMON.stream(), special.stream()).toList();
    }

    @Override
    public List<MissingIndex> missing() {
        List<MissingIndex> missing = new ArrayList<>();
        for (Expected index : expected) {
            boolean present = false;
            for (Document found : platform.getCollection(index.collection()).listIndexes()) {
                present |= index.isServedBy(found);
            }
            if (!present) {
                missing.add(new MissingIndex(index.collection(), index.keys(), index.unique()));
            }
        }
        return missing;
    }

    @Override
    public List<MissingIndex> createMissing() {
        List<MissingIndex> missing = missing();
        for (MissingIndex index : missing) {
            String name = platform.getCollection(index.collection())
                    .createIndex(Indexes.ascending(index.keys()), new IndexOptions().unique(index.unique()));
            System.getLogger(MongoServiceIndexes.class.getName())
                    .log(System.Logger.Level.INFO, "created index {0} on {1}", name, index.collection());
        }
        return missing;
    }

    /** An index that has to be there; one that is unique beyond need serves as well. */
    private record Expected(String collection, boolean unique, List<String> keys) {
        Expected(String collection, boolean unique, String... keys) {
            this(collection, unique, List.of(keys));
        }

        boolean isServedBy(Document found) {
            Document key = found.get("key", Document.class);
            return key != null
                    && List.copyOf(key.keySet()).equals(keys)
                    && key.values().stream().allMatch(order -> order instanceof Number number && number.intValue() == 1)
                    && (!unique || found.getBoolean("unique", false));
        }
    }
}
