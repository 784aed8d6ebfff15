package io.loadgen.engine;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.result.AddPath;

/**
 * Which ways an add takes, by its room and by whom it adds. Whom its outbox message must name follows from that.
 *
 * <p>Owned by the generator's thread. Allocates nothing after construction.
 */
public final class AddPaths {
    /** Nothing to find out in a set of open rooms and people of the own site. */
    private static final byte[] ALL_ORDINARY = {};

    private final byte[] pathOfRoom;
    private final byte[] pathOfUser;
    private final long[] hashes;

    /**
     * Looks at every room and user once.
     *
     * @param plan the set
     */
    public AddPaths(FixturePlan plan) {
        boolean ordinary = plan.spec().population() == null;
        int users = ordinary ? 0 : plan.spec().users();
        pathOfUser = ordinary ? ALL_ORDINARY : new byte[users];
        hashes = new long[users];
        pathOfRoom = ordinary ? ALL_ORDINARY : new byte[plan.spec().rooms()];
        for (int room = 0; room < pathOfRoom.length; room++) {
            pathOfRoom[room] = plan.isRestricted(room) ? (byte) AddPath.RESTRICTED.bit() : 0;
        }
        for (int user = 0; user < users; user++) {
            if (plan.isCrossSite(user)) {
                pathOfUser[user] |= (byte) AddPath.CROSS_SITE.bit();
                hashes[user] = AccountSetHash.of(plan.account(user));
            } else if (plan.isBot(user)) {
                pathOfUser[user] |= (byte) AddPath.BOTS.bit();
            }
        }
    }

    /** Tells the tracker of the {@code count} users of a pool that begin at {@code from}, added to a room, whose slot is opened next. */
    void tell(SlotTracker tracker, long key, int room, int[] pool, int from, int count) {
        if (pathOfUser.length == 0) {
            return;
        }
        int path = pathOfRoom[room];
        int elsewhere = 0;
        long hash = 0;
        for (int at = from; at < from + count; at++) {
            int user = pool[at];
            path |= pathOfUser[user];
            if (AddPath.CROSS_SITE.isIn(pathOfUser[user])) {
                elsewhere++;
                hash += hashes[user];
            }
        }
        tracker.expectPath(key, path, elsewhere, hash);
    }
}
