package io.loadgen.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Who is in each room, kept in memory, since the embedded server would scan all subscriptions for every count and need a
 * look-up of its own for every account. A room is read by a scan when it is first met and whenever its document is not as
 * room-worker left it: whoever rewrites a room's members rewrites the room, so that nothing outlives a new seeding. Writes
 * to one room go one after another, which the platform's do not: its race that leaves a count too low is not simulated.
 *
 * <p>Any thread; blocks while another thread writes to the same room.
 */
final class RoomMemberships {
    private final ChatDatabase database;
    private final WorkerRules rules;
    private final Duration countReconcileTtl;
    private final Map<String, Roll> rolls = new ConcurrentHashMap<>();

    RoomMemberships(ChatDatabase database, WorkerRules rules, Duration countReconcileTtl) {
        this.database = database;
        this.rules = rules;
        this.countReconcileTtl = countReconcileTtl;
    }

    /** Writes subscriptions and tells which of them are new. */
    interface SubscriptionWrite {
        List<Document> write();
    }

    /** What comes between the subscriptions and the counts; the room may fail there. */
    interface RowWrite {
        void write() throws JobFailedException;
    }

    /** Those of the users who have no subscription in the room, in the same order. */
    List<ChatUser> newcomers(ChatRoom room, List<ChatUser> candidates) {
        return look(
                room,
                roll -> candidates.stream()
                        .filter(user -> !roll.accounts.contains(user.account()))
                        .toList());
    }

    /** Whether the room has rows that make all who are listed get one. */
    boolean hasRows(ChatRoom room) {
        return look(room, roll -> roll.hasRows);
    }

    /** What is remembered of a room is not to be gone by: the room is not there any more. */
    void forget(String roomId) {
        Roll roll = roll(roomId);
        roll.lock.lock();
        try {
            roll.known = false;
        } finally {
            roll.lock.unlock();
        }
    }

    private <T> T look(ChatRoom room, Function<Roll, T> question) {
        Roll roll = roll(room.id());
        roll.lock.lock();
        try {
            if (!roll.matches(room)) {
                // Read before another job's write, perhaps: only a read under the lock can tell.
                ChatRoom fresh = database.room(room.id());
                roll.align(fresh == null ? room : fresh);
            }
            return question.apply(roll);
        } finally {
            roll.lock.unlock();
        }
    }

    /** Writes to a room and brings its counts up to date. Gives the room as it is then. */
    ChatRoom write(String roomId, boolean addsOrgs, SubscriptionWrite subscriptions, RowWrite rows)
            throws JobFailedException {
        Roll roll = roll(roomId);
        roll.lock.lock();
        try {
            ChatRoom room = database.room(roomId);
            if (room == null) {
                throw JobFailedException.retried("room " + roomId + " not found", null);
            }
            roll.align(room);
            // Unknown until the writes are through, should they throw.
            roll.known = false;
            long users = roll.users();
            long apps = roll.apps;
            roll.add(subscriptions.write());
            rows.write();
            roll.hasRows |= addsOrgs;
            roll.known = true;
            return count(room, roll, roll.users() - users, roll.apps - apps);
        } finally {
            roll.lock.unlock();
        }
    }

    private ChatRoom count(ChatRoom room, Roll roll, long addedUsers, long addedApps) {
        // BSON dates hold milliseconds: what is written must be what will be read.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant reconciled = room.countsReconciledAt();
        roll.seenUpdatedAt = now;
        if (!rules.countsUp()) {
            database.setCounts(room.id(), roll.users(), roll.apps, now);
            return room;
        }
        database.addCounts(room.id(), addedUsers, addedApps, now);
        if (reconciled == null || !now.isBefore(reconciled.plus(countReconcileTtl))) {
            database.setCounts(room.id(), roll.users(), roll.apps, now);
            database.setReconciled(room.id(), now);
        }
        ChatRoom counted = database.room(room.id());
        return counted == null ? room : counted;
    }

    private Roll roll(String roomId) {
        return rolls.computeIfAbsent(roomId, id -> new Roll());
    }

    /** Guarded by its lock. */
    private final class Roll {
        private final ReentrantLock lock = new ReentrantLock();
        private boolean known;
        private final Set<String> accounts = new HashSet<>();
        private long apps;
        private boolean hasRows;
        private @Nullable Instant seenUpdatedAt;

        private boolean matches(ChatRoom room) {
            // A job that failed behind its writes leaves a room as it was seeded, but for the counts.
            return known
                    && users() == room.userCount()
                    && apps == room.appCount()
                    && Objects.equals(seenUpdatedAt, room.updatedAt());
        }

        private void align(ChatRoom room) {
            if (matches(room)) {
                return;
            }
            accounts.clear();
            apps = 0;
            add(database.subscribers(room.id()));
            hasRows = rules.hasRows(database, room.id());
            seenUpdatedAt = room.updatedAt();
            known = true;
        }

        private void add(List<Document> subscriptions) {
            for (Document subscription : subscriptions) {
                if (accounts.add(ChatDatabase.account(subscription)) && rules.isApp(subscription)) {
                    apps++;
                }
            }
        }

        private long users() {
            return accounts.size() - apps;
        }
    }
}
