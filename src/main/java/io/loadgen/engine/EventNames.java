package io.loadgen.engine;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.fixtures.FixturePlan;
import java.util.stream.IntStream;

/**
 * The names that the member events of one shape hold: how many for each thing that a request names, and their fingerprints.
 *
 * <p>Immutable; any thread.
 */
final class EventNames {
    private final int perItem;
    private final long[] hashes;

    private EventNames(int perItem, long[] hashes) {
        this.perItem = perItem;
        this.hashes = hashes;
    }

    /** Every account that is added, {@code usersPerItem} for each name of the request. */
    static EventNames accounts(FixturePlan plan, int usersPerItem) {
        long[] hashes = new long[plan.spec().users() / usersPerItem];
        for (int user = 0; user < hashes.length * usersPerItem; user++) {
            hashes[user / usersPerItem] += AccountSetHash.of(plan.account(user));
        }
        return new EventNames(usersPerItem, hashes);
    }

    /** The orgs, whoever is in them. */
    static EventNames orgs(FixturePlan plan) {
        return new EventNames(
                1,
                IntStream.range(0, plan.blocks())
                        .mapToLong(block -> AccountSetHash.ofOrg(plan.orgId(block)))
                        .toArray());
    }

    int perItem() {
        return perItem;
    }

    long hash(int item) {
        return hashes[item];
    }
}
