package io.loadgen.mongo;

import static io.loadgen.contract.ContractEvidence.Weight.MINOR;
import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.loadgen.contract.ContractEvidence;
import io.loadgen.contract.ContractEvidenceException;
import io.loadgen.contract.ContractEvidenceSource;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.DatabaseRefusesException;
import io.loadgen.fixtures.DatabaseUnreachableException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What the platform's database tells of its contract: the indexes that room-service ensures, and fields of documents that are not
 * fixtures, which carry the fields of every version. All of it is minor: a database outlives the services that wrote it.
 *
 * <p>Any thread; blocks on the database. Source: chat contract §7, §13.5.
 */
public final class DatabaseEvidence implements ContractEvidenceSource {
    /** What every fixture id begins with. */
    private static final IdRange FIXTURES = IdRange.of("lg_");

    private static final int SAMPLE = 20;
    private static final Set<ContractVersion> ONLY_A = EnumSet.of(ContractVersion.A);
    private static final Set<ContractVersion> UP_TO_B = EnumSet.of(ContractVersion.A, ContractVersion.B);
    private static final Set<ContractVersion> FROM_B = EnumSet.of(ContractVersion.B, ContractVersion.C);
    private static final Set<ContractVersion> ONLY_C = EnumSet.of(ContractVersion.C);

    private final MongoDatabase platform;

    /**
     * Looks at a database.
     *
     * @param platform the platform's database
     */
    public DatabaseEvidence(MongoDatabase platform) {
        this.platform = platform.withTimeout(MongoDatabaseInspection.LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public List<ContractEvidence> gather() throws ContractEvidenceException {
        try {
            return reaching(this::read);
        } catch (DatabaseRefusesException | DatabaseUnreachableException | MongoException failure) {
            throw new ContractEvidenceException("the database cannot be read: " + failure.getMessage(), failure);
        }
    }

    private List<ContractEvidence> read() {
        List<ContractEvidence> evidence = new ArrayList<>();
        userIndexes(evidence);
        subscriptionIndexes(evidence);
        rooms(evidence);
        subscriptions(evidence);
        return evidence;
    }

    private void userIndexes(List<ContractEvidence> evidence) {
        for (Document index : platform.getCollection("users").listIndexes()) {
            if (isOn(index, "account")) {
                boolean unique = index.getBoolean("unique", false);
                add(
                        evidence,
                        "index users {account} is " + (unique ? "unique" : "not unique"),
                        unique ? FROM_B : ONLY_A);
            } else if (isOn(index, "deptId", "account")) {
                add(evidence, "index users {deptId, account} exists", FROM_B);
            }
        }
    }

    private void subscriptionIndexes(List<ContractEvidence> evidence) {
        List<Document> indexes =
                platform.getCollection("subscriptions").listIndexes().into(new ArrayList<>());
        if (indexes.stream().noneMatch(index -> isOn(index, "roomId", "u.account"))) {
            // No room-service was here: what else is missing says nothing.
            return;
        }
        boolean bots = indexes.stream().anyMatch(index -> isOn(index, "roomId", "u.isBot"));
        boolean sections = indexes.stream().anyMatch(index -> isOn(index, "u.account", "sectionId", "sectionOrder"));
        add(evidence, "index subscriptions {roomId, u.isBot} " + present(bots), bots ? FROM_B : ONLY_A);
        add(
                evidence,
                "index subscriptions {u.account, sectionId, sectionOrder} " + present(sections),
                sections ? ONLY_C : UP_TO_B);
    }

    private void rooms(List<ContractEvidence> evidence) {
        List<Document> rooms = sample("rooms", "_id");
        if (!rooms.isEmpty()) {
            boolean keys = rooms.stream().anyMatch(room -> room.containsKey("encKey"));
            add(evidence, "rooms " + (keys ? "carry" : "carry no") + " encKey", keys ? FROM_B : ONLY_A);
            if (rooms.stream().allMatch(room -> room.containsKey("createdBy"))) {
                add(evidence, "rooms carry createdBy", ONLY_A);
            }
        }
    }

    private void subscriptions(List<ContractEvidence> evidence) {
        List<Document> subscriptions = sample("subscriptions", "roomId");
        if (!subscriptions.isEmpty()) {
            boolean bots = subscriptions.stream()
                    .anyMatch(subscription ->
                            subscription.get("u") instanceof Document user && user.containsKey("isBot"));
            add(evidence, "subscriptions " + (bots ? "carry" : "carry no") + " u.isBot", bots ? FROM_B : ONLY_A);
            if (subscriptions.stream().anyMatch(subscription -> subscription.containsKey("open"))) {
                add(evidence, "subscriptions carry open", ONLY_C);
            }
        }
    }

    private List<Document> sample(String collection, String field) {
        Bson noFixture = Filters.or(Filters.lt(field, FIXTURES.from()), Filters.gte(field, FIXTURES.to()));
        return platform.getCollection(collection).find(noFixture).limit(SAMPLE).into(new ArrayList<>());
    }

    private static void add(List<ContractEvidence> evidence, String finding, Set<ContractVersion> speaksFor) {
        evidence.add(new ContractEvidence(finding, speaksFor, MINOR));
    }

    private static String present(boolean there) {
        return there ? "exists" : "is missing";
    }

    private static boolean isOn(Document index, String... fields) {
        return index.get("key") instanceof Document key
                && List.copyOf(key.keySet()).equals(List.of(fields));
    }
}
