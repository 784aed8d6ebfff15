package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.lease.LeaseStore;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A right, one document in the collection {@code leases} of the service's own database. The server stamps when it was
 * renewed, and stamps the question too: the difference of the two is its age, by one clock.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoLeaseStore implements LeaseStore {
    private static final String OWNER = "owner";
    private static final String PURPOSE = "runId";
    private static final String STOP = "stop";
    private static final String RENEWED = "renewedAt";
    private static final String ASKED = "askedAt";
    /** Counts every change of hands and renewal, so that a document is known to be as it was seen. */
    private static final String CHANGES = "changes";

    private static final String TIME_MILLIS = "timeMillis";

    /** Each further attempt means that somebody else changed the document meanwhile. */
    private static final int ATTEMPTS = 10;

    private final MongoCollection<Document> leases;
    private final Bson right;

    /**
     * Uses a database of the service.
     *
     * @param own the service's database
     * @param right which right
     */
    public MongoLeaseStore(OwnDatabase own, String right) {
        this.right = eq("_id", right);
        leases = own.collection("leases");
    }

    @Override
    public Optional<LeaseHolder> take(LeaseHolder wanted, Duration time) {
        return reaching(() -> attempt(wanted, time));
    }

    private Optional<LeaseHolder> attempt(LeaseHolder wanted, Duration time) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Document seen = ask();
            if (seen == null) {
                if (insert(wanted, time)) {
                    return Optional.empty();
                }
            } else if (!isFree(seen, wanted)) {
                return Optional.of(holder(seen));
            } else if (replace(seen, wanted, time)) {
                return Optional.empty();
            }
        }
        throw new IllegalStateException("a right changed hands " + ATTEMPTS + " times while it was asked for");
    }

    private @Nullable Document ask() {
        return leases.findOneAndUpdate(
                right, currentDate(ASKED), new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    }

    private static boolean isFree(Document seen, LeaseHolder wanted) {
        Duration age = Duration.between(
                seen.getDate(RENEWED).toInstant(), seen.getDate(ASKED).toInstant());
        return seen.getString(OWNER).equals(wanted.owner()) || age.toMillis() >= seen.getLong(TIME_MILLIS);
    }

    /** False when somebody else inserted first. */
    private boolean insert(LeaseHolder wanted, Duration time) {
        try {
            leases.updateOne(and(right, exists(OWNER, false)), held(wanted, time), new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** False when it is not as it was seen any more. */
    private boolean replace(Document seen, LeaseHolder wanted, Duration time) {
        Bson asSeen = and(right, eq(OWNER, seen.getString(OWNER)), eq(CHANGES, seen.getLong(CHANGES)));
        return leases.updateOne(asSeen, held(wanted, time)).getMatchedCount() == 1;
    }

    private static Bson held(LeaseHolder wanted, Duration time) {
        return combine(
                set(OWNER, wanted.owner()),
                set(PURPOSE, wanted.purpose()),
                set(TIME_MILLIS, time.toMillis()),
                unset(STOP),
                inc(CHANGES, 1L),
                currentDate(RENEWED));
    }

    @Override
    public Renewal renew(LeaseHolder holder) {
        return reaching(() ->
                renewal(leases.findOneAndUpdate(mine(holder), combine(inc(CHANGES, 1L), currentDate(RENEWED)))));
    }

    private static Renewal renewal(@Nullable Document held) {
        if (held == null) {
            return Renewal.LOST;
        }
        return held.getBoolean(STOP, false) ? Renewal.STOP_ASKED : Renewal.RENEWED;
    }

    @Override
    public Optional<LeaseHolder> askToStop(String purpose) {
        return reaching(() ->
                        Optional.ofNullable(leases.findOneAndUpdate(and(right, eq(PURPOSE, purpose)), set(STOP, true))))
                .map(MongoLeaseStore::holder);
    }

    private static LeaseHolder holder(Document held) {
        return new LeaseHolder(held.getString(OWNER), held.getString(PURPOSE));
    }

    @Override
    public void release(LeaseHolder holder) {
        reaching(() -> leases.deleteOne(mine(holder)));
    }

    private Bson mine(LeaseHolder holder) {
        return and(right, eq(OWNER, holder.owner()), eq(PURPOSE, holder.purpose()));
    }
}
