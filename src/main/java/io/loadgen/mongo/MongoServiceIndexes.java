package io.loadgen.mongo;

import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.fixtures.indexes.IndexCreation.Conflict;
import io.loadgen.fixtures.indexes.MissingIndex;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;

/** The indexes of the add path in the platform's MongoDB. Any thread; blocks on the database. */
public final class MongoServiceIndexes implements ServiceIndexes {
    private static final String ROOM_SERVICE = "room-service";
    private static final String USER_SERVICE = "user-service";
    private static final String ACCOUNT = "account";
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String ROOM_MEMBERS = "room_members";
    private static final String USERS = "users";

    private static final List<Expected> COMMON = List.of(
            new Expected(SUBSCRIPTIONS, true, ROOM_SERVICE, "roomId", "u.account"),
            new Expected(ROOM_MEMBERS, false, ROOM_SERVICE, "rid"),
            new Expected(ROOM_MEMBERS, true, ROOM_SERVICE, "rid", "member.type", "member.id"),
            new Expected(USERS, false, ROOM_SERVICE, "sectId", ACCOUNT));
    private static final List<Expected> SINCE_B = List.of(
            new Expected(USERS, false, ROOM_SERVICE, "deptId", ACCOUNT),
            new Expected(SUBSCRIPTIONS, false, ROOM_SERVICE, "roomId", "u.isBot"));

    private final MongoDatabase platform;

    /**
     * Uses a database of the system under test.
     *
     * @param platform the database, {@code chat} by default
     */
    public MongoServiceIndexes(MongoDatabase platform) {
        this.platform = platform;
    }

    private static List<Expected> expected(ContractVersion version) {
        return switch (version) {
            case A -> with(new Expected(USERS, false, ROOM_SERVICE, ACCOUNT), List.of());
            case B -> with(new Expected(USERS, true, ROOM_SERVICE, ACCOUNT), SINCE_B);
            case C -> with(new Expected(USERS, true, USER_SERVICE, ACCOUNT), SINCE_B);
        };
    }

    private static List<Expected> with(Expected account, List<Expected> more) {
        return Stream.of(COMMON, List.of(account), more).flatMap(List::stream).toList();
    }

    @Override
    public List<MissingIndex> missing(ContractVersion version) {
        return reaching(() -> expected(version).stream()
                .flatMap(index -> index.missingAmong(found(index.collection())).stream())
                .toList());
    }

    private List<Document> found(String collection) {
        return platform.getCollection(collection).listIndexes().into(new ArrayList<>());
    }

    @Override
    public IndexCreation createMissing(ContractVersion version) {
        List<MissingIndex> created = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        for (MissingIndex index : missing(version)) {
            reaching(() -> create(index)).ifPresentOrElse(conflicts::add, () -> created.add(index));
        }
        return new IndexCreation(created, conflicts);
    }

    /** Empty when it was made. */
    private Optional<Conflict> create(MissingIndex index) {
        try {
            platform.getCollection(index.collection())
                    .createIndex(Indexes.ascending(index.keys()), new IndexOptions().unique(index.unique()));
        } catch (MongoException refused) {
            return switch (refused.getCode()) {
                case 11_000 -> Optional.of(new Conflict(index, words(refused), duplicates(index)));
                case 67, 85, 86 -> Optional.of(new Conflict(index, words(refused), drop(index)));
                default -> throw refused;
            };
        }
        System.getLogger(MongoServiceIndexes.class.getName()).log(Level.INFO, "made index {0}", index);
        return Optional.empty();
    }

    private static String words(MongoException refused) {
        return refused instanceof MongoCommandException command
                ? command.getErrorMessage()
                : String.valueOf(refused.getMessage());
    }

    private static String duplicates(MissingIndex index) {
        return "remove the documents of " + index.collection() + " that have the same "
                + String.join(", ", index.keys()) + " as another one";
    }

    private static String drop(MissingIndex index) {
        return index.inTheWay() == null
                ? "see the message"
                : "drop index " + index.inTheWay() + " of " + index.collection();
    }

    /** An index that has to be there; one that is unique beyond need serves as well. */
    private record Expected(String collection, boolean unique, String service, List<String> keys) {
        Expected(String collection, boolean unique, String service, String... keys) {
            this(collection, unique, service, List.of(keys));
        }

        /** The index, unless one of those that are there serves. */
        List<MissingIndex> missingAmong(List<Document> found) {
            if (found.stream().anyMatch(this::isServedBy)) {
                return List.of();
            }
            String inTheWay = found.stream()
                    .filter(index -> name().equals(index.getString("name")))
                    .findFirst()
                    .or(() -> found.stream().filter(this::hasKeys).findFirst())
                    .map(index -> index.getString("name"))
                    .orElse(null);
            return List.of(new MissingIndex(collection, keys, unique, service, inTheWay));
        }

        /** As the server names it by itself. */
        private String name() {
            return keys.stream().map(key -> key + "_1").collect(Collectors.joining("_"));
        }

        private boolean isServedBy(Document found) {
            return hasKeys(found)
                    && (!unique || found.getBoolean("unique", false))
                    && !found.containsKey("partialFilterExpression");
        }

        private boolean hasKeys(Document found) {
            Document key = found.get("key", Document.class);
            return key != null
                    && List.copyOf(key.keySet()).equals(keys)
                    && key.values().stream()
                            .allMatch(order -> order instanceof Number number && number.intValue() == 1);
        }
    }
}
