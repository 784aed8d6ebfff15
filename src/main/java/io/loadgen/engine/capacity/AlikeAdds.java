package io.loadgen.engine.capacity;

import io.loadgen.growth.CostSamples;
import io.loadgen.result.AddKind;
import io.loadgen.result.RoomGrowth.CapacitySample;
import java.util.HashMap;
import java.util.Map;

/**
 * The adds of a capacity run that differ in nothing but the size of their rooms: of those with an event the commonest kind, naming the
 * commonest number of users. Others cost more or less for that, and partial blocks are all at the greatest size. Stateless; any thread.
 */
final class AlikeAdds {
    private AlikeAdds() {}

    private record Work(AddKind kind, int users) {
        static Work of(CapacitySample add) {
            return new Work(add.kind(), add.usersAdded());
        }
    }

    static CostSamples of(Iterable<CapacitySample> adds) {
        Map<Work, Integer> counts = new HashMap<>();
        for (CapacitySample add : adds) {
            if (isComparable(add)) {
                counts.merge(Work.of(add), 1, Integer::sum);
            }
        }
        CostSamples alike = new CostSamples();
        counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .ifPresent(commonest -> collect(adds, commonest, alike));
        return alike;
    }

    private static void collect(Iterable<CapacitySample> adds, Work commonest, CostSamples alike) {
        for (CapacitySample add : adds) {
            if (isComparable(add) && Work.of(add).equals(commonest)) {
                alike.add(add.sizeBefore(), add.eventNanos().getAsLong());
            }
        }
    }

    /** The first org add of a room has to write a row for everybody in it: that is no law of what others cost. */
    private static boolean isComparable(CapacitySample add) {
        return add.eventNanos().isPresent() && add.kind() != AddKind.FIRST_ORGS;
    }
}
