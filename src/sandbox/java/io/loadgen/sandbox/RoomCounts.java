package io.loadgen.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How many users and apps each room has, kept in memory, since the embedded server would scan all subscriptions for every
 * count. A room is counted by a scan when it is first met and whenever its document is not as this worker left it: whoever
 * rewrites a room's members rewrites the room, so that no count outlives a new seeding. Writes to one room go one after
 * another, which the platform's do not: its race that leaves a count too low is not simulated.
 *
 * <p>Any thread; blocks while another thread writes to the same room.
 */
final class RoomCounts {
    private final ChatDatabase database;
    private final Predicate<Document> isApp;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    RoomCounts(ChatDatabase database, Predicate<Document> isApp) {
        this.database = database;
        this.isApp = isApp;
    }

    /** Writes subscriptions and tells which of them are new. */
    interface SubscriptionWrite {
        List<Document> write();
    }

    /** What comes between the subscriptions and the counts; the room may fail there. */
    interface RowWrite {
        void write() throws JobFailedException;
    }

    boolean hasOrgRows(ChatRoom room) {
        Count count = count(room.id());
        count.lock.lock();
        try {
            if (!count.matches(room)) {
                // Read before another job's write, perhaps: only a read under the lock can tell.
                ChatRoom fresh = database.room(room.id());
                count.align(fresh == null ? room : fresh);
            }
            return count.hasOrgRows;
        } finally {
            count.lock.unlock();
        }
    }

    /** Writes to a room and brings its counts up to date. Gives the room as it was read for that. */
    ChatRoom write(String roomId, boolean addsOrgs, SubscriptionWrite subscriptions, RowWrite rows)
            throws JobFailedException {
        Count count = count(roomId);
        count.lock.lock();
        try {
            ChatRoom room = database.room(roomId);
            if (room == null) {
                throw JobFailedException.retried("room " + roomId + " not found", null);
            }
            count.align(room);
            // Unknown until the writes are through, should they throw.
            count.known = false;
            List<Document> inserted = subscriptions.write();
            count.add(inserted);
            count.known = true;
            rows.write();
            count.hasOrgRows |= addsOrgs;
            // BSON dates hold milliseconds: what is written must be what will be read.
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            database.setCounts(roomId, count.users, count.apps, now);
            count.written(now);
            return room;
        } finally {
            count.lock.unlock();
        }
    }

    private Count count(String roomId) {
        return counts.computeIfAbsent(roomId, id -> new Count());
    }

    /** Guarded by its lock. */
    private final class Count {
        private final ReentrantLock lock = new ReentrantLock();
        private boolean known;
        private long users;
        private long apps;
        private boolean hasOrgRows;
        private long seenUsers;
        private long seenApps;
        private @Nullable Instant seenUpdatedAt;

        private boolean matches(ChatRoom room) {
            return known
                    && seenUsers == room.userCount()
                    && seenApps == room.appCount()
                    && Objects.equals(seenUpdatedAt, room.updatedAt());
        }

        private void align(ChatRoom room) {
            if (matches(room)) {
                return;
            }
            users = 0;
            apps = 0;
            add(database.membersToCount(room.id()));
            hasOrgRows = database.hasOrgRow(room.id());
            seenUsers = room.userCount();
            seenApps = room.appCount();
            seenUpdatedAt = room.updatedAt();
            known = true;
        }

        private void add(List<Document> subscriptions) {
            for (Document subscription : subscriptions) {
                if (isApp.test(subscription)) {
                    apps++;
                } else {
                    users++;
                }
            }
        }

        private void written(Instant now) {
            seenUsers = users;
            seenApps = apps;
            seenUpdatedAt = now;
        }
    }
}
