package io.loadgen.api;

import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.fixtures.MemoryCatalog;
import io.loadgen.fixtures.PoolSummary;
import io.loadgen.fixtures.ProgressListener;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomMembership;
import io.loadgen.spec.FixtureSpec;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Fixture sets that are seeded as soon as they are asked for, and forgotten with the test. */
public final class MemoryFixtures extends MemoryCatalog implements FixtureStore, MembershipReader {
    private final Set<String> usedUp = ConcurrentHashMap.newKeySet();

    /** Every candidate is a member from now on, until the set is seeded again. */
    void useUp(String id) {
        usedUp.add(id);
    }

    @Override
    public String database() {
        return "chat";
    }

    @Override
    public void seed(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        usedUp.remove(plan.spec().id());
    }

    @Override
    public void reset(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {}

    @Override
    public void teardown(FixtureSpec spec, ProgressListener listener, Cancellation cancellation) {}

    @Override
    public RemainingCandidates remaining(FixturePlan plan) {
        return collected(plan).finish();
    }

    @Override
    public PoolSummary left(FixturePlan plan, int usersPerAdd) {
        return collected(plan).summary(usersPerAdd);
    }

    private RemainingCandidates.Collector collected(FixturePlan plan) {
        RemainingCandidates.Collector collector = new RemainingCandidates.Collector(plan);
        int usedUpRooms = usedUp.contains(plan.spec().id()) ? plan.spec().rooms() : 0;
        for (int room = 0; room < usedUpRooms; room++) {
            for (int index = 0; index < plan.spec().candidatesPerRoom(); index++) {
                collector.member(plan.roomId(room), plan.account(plan.candidate(room, index)));
            }
        }
        return collector;
    }

    @Override
    public FixtureCounts counts(FixturePlan plan) {
        return FixtureCounts.ofBaseline(plan);
    }

    @Override
    public int[] subscriptionsPerRoom(FixturePlan plan) {
        int[] subscriptions = new int[plan.spec().rooms()];
        Arrays.fill(subscriptions, plan.spec().baselineMembers());
        return subscriptions;
    }

    /** Every room as it was seeded. */
    @Override
    public List<RoomMembership> read(FixturePlan plan, int firstRoom, int endRoom) {
        int baseline = plan.spec().baselineMembers();
        return IntStream.range(firstRoom, endRoom)
                .mapToObj(room -> new RoomMembership(
                        room,
                        OptionalLong.of(baseline),
                        IntStream.range(0, baseline)
                                .mapToObj(index -> plan.account(plan.baselineMember(room, index)))
                                .toList(),
                        baseline,
                        false,
                        List.of()))
                .toList();
    }
}
