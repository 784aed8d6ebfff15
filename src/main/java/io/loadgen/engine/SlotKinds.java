package io.loadgen.engine;

import io.loadgen.contract.Shape;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.result.AddKind;
import io.loadgen.spec.ShapeMix;

/**
 * Decides what kind of add each slot of a run is: its shape by the mix, and whether it is the first org add of its room.
 *
 * <p>Owned by the generator's thread. Allocates nothing.
 */
public final class SlotKinds {
    private final ShapeMix mix;
    private final long seed;
    private final int usersPerBlock;
    private final FirstOrgAdds firstOrgAdds;

    /**
     * Binds the decision to a run.
     *
     * @param mix the shapes of the run
     * @param seed the seed of its fixture set
     * @param usersPerBlock users of each block of the set
     * @param firstOrgAdds knows which rooms have had an org add
     */
    public SlotKinds(ShapeMix mix, long seed, int usersPerBlock, FirstOrgAdds firstOrgAdds) {
        this.mix = mix;
        this.seed = seed;
        this.usersPerBlock = usersPerBlock;
        this.firstOrgAdds = firstOrgAdds;
    }

    /**
     * The kind of a slot that is about to be sent.
     *
     * @param slot its number
     * @param room the number of its room
     * @param users how many it adds; those that are no number of whole blocks go by account, whatever the mix
     * @return its kind
     */
    AddKind kindOf(long slot, int room, int users) {
        Shape shape = users % usersPerBlock == 0 ? mix.shapeOf(seed, slot) : Shape.USERS;
        return switch (shape) {
            case USERS -> AddKind.USERS;
            case ORGS -> firstOrgAdds.isNext(room) ? AddKind.FIRST_ORGS : AddKind.ORGS;
            case CHANNELS -> AddKind.CHANNELS;
        };
    }
}
