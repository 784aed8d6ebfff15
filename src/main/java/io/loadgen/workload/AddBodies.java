package io.loadgen.workload;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.contract.AddMembersEncoder;
import io.loadgen.contract.AddTargetJson;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.InjectMode;
import java.time.InstantSource;
import java.util.List;

/**
 * Writes the bodies of a run's requests from pieces that were encoded once, and tells which accounts their events must name.
 *
 * <p>Owned by the generator's thread.
 */
public final class AddBodies {
    private final InjectMode mode;
    private final InstantSource wallClock;
    private final AddTargetJson[] targets;
    private final byte[][] quotedAccounts;
    private final long[] accountHashes;
    private byte[][] batch;

    /**
     * Encodes everything that does not change.
     *
     * @param mode decides the form of the bodies
     * @param plan names the users
     * @param targets the rooms
     * @param usersPerAdd the greatest number of accounts in a body
     * @param wallClock the acceptance time of canonical bodies
     */
    public AddBodies(
            InjectMode mode, FixturePlan plan, List<AddTarget> targets, int usersPerAdd, InstantSource wallClock) {
        this.mode = mode;
        this.wallClock = wallClock;
        this.targets = targets.stream().map(target -> json(mode, target)).toArray(AddTargetJson[]::new);
        int users = plan.spec().users();
        quotedAccounts = new byte[users][];
        accountHashes = new long[users];
        for (int user = 0; user < users; user++) {
            quotedAccounts[user] = AddMembersEncoder.quote(plan.account(user));
            accountHashes[user] = AccountSetHash.of(plan.account(user));
        }
        batch = new byte[usersPerAdd][];
    }

    private static AddTargetJson json(InjectMode mode, AddTarget target) {
        return switch (mode) {
            case FRONTDOOR -> AddTargetJson.frontdoor(target.roomId());
            case CANONICAL -> AddTargetJson.canonical(target.roomId(), target.requesterId(), target.requesterAccount());
        };
    }

    byte[] write(int room, int[] pool, int from, int count) {
        for (int i = 0; i < count; i++) {
            batch[i] = quotedAccounts[pool[from + i]];
        }
        return switch (mode) {
            case FRONTDOOR -> AddMembersEncoder.frontdoor(targets[room], Shape.USERS, batch, 0, count);
            case CANONICAL ->
                AddMembersEncoder.canonical(targets[room], Shape.USERS, batch, 0, count, wallClock.millis());
        };
    }

    long accountsHash(int[] pool, int from, int count) {
        long hash = 0;
        for (int i = from; i < from + count; i++) {
            hash += accountHashes[pool[i]];
        }
        return hash;
    }
}
