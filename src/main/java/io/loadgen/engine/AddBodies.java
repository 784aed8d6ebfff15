package io.loadgen.engine;

import io.loadgen.contract.AddMembersEncoder;
import io.loadgen.contract.AddTargetJson;
import io.loadgen.contract.ChannelRef;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.injection.AddTarget;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The writers of a run's bodies, one for each shape that the run may send. Everything that does not change is encoded when it is
 * made.
 *
 * <p>Owned by the generator's thread.
 */
@SuppressWarnings("EnumOrdinal") // an index that lives as long as this object
public final class AddBodies {
    private final InjectMode mode;
    private final ContractVersion contract;
    private final FixturePlan plan;
    private final AddTargetJson[] targets;
    private final int usersPerAdd;
    private final InstantSource wallClock;
    private final @Nullable ShapeBodies[] byShape = new ShapeBodies[Shape.values().length];

    /**
     * Encodes everything that does not change.
     *
     * @param mode decides the form of the bodies
     * @param contract decides which names their events hold
     * @param mix which shapes are sent. Accounts always may be, since what is left of a room may be less than a block
     * @param plan names users, orgs and channels
     * @param targets the rooms
     * @param usersPerAdd the greatest number of users in a body
     * @param wallClock the acceptance time of canonical bodies
     */
    public AddBodies(
            InjectMode mode,
            ContractVersion contract,
            ShapeMix mix,
            FixturePlan plan,
            List<AddTarget> targets,
            int usersPerAdd,
            InstantSource wallClock) {
        this.mode = mode;
        this.contract = contract;
        this.plan = plan;
        this.targets = targets.stream().map(target -> json(mode, target)).toArray(AddTargetJson[]::new);
        this.usersPerAdd = usersPerAdd;
        this.wallClock = wallClock;
        for (Shape shape : Shape.values()) {
            if (shape == Shape.USERS || mix.weight(shape) > 0) {
                byShape[shape.ordinal()] = bodies(shape);
            }
        }
    }

    private ShapeBodies bodies(Shape shape) {
        int usersPerBlock = plan.spec().usersPerBlock();
        return switch (shape) {
            case USERS ->
                bodies(
                        shape,
                        1,
                        encoded(plan.spec().users(), user -> AddMembersEncoder.quote(plan.account(user))),
                        EventNames.accounts(plan, 1));
            case ORGS ->
                bodies(
                        shape,
                        usersPerBlock,
                        encoded(plan.blocks(), block -> AddMembersEncoder.quote(plan.orgId(block))),
                        orgNames());
            case CHANNELS ->
                bodies(
                        shape,
                        usersPerBlock,
                        encoded(plan.blocks(), block -> AddMembersEncoder.channel(source(block))),
                        EventNames.accounts(plan, usersPerBlock));
        };
    }

    private ShapeBodies bodies(Shape shape, int usersPerItem, byte[][] encoded, EventNames names) {
        return new ShapeBodies(mode, wallClock, shape, targets, usersPerItem, encoded, names, usersPerAdd);
    }

    /** Whom the event of an org add names. */
    private EventNames orgNames() {
        return switch (contract) {
            case A, B -> EventNames.accounts(plan, plan.spec().usersPerBlock());
            case C -> EventNames.orgs(plan);
        };
    }

    private ChannelRef source(int block) {
        return new ChannelRef(plan.sourceRoomId(block), plan.spec().site());
    }

    private static byte[][] encoded(int items, IntFunction<byte[]> item) {
        return IntStream.range(0, items).mapToObj(item).toArray(byte[][]::new);
    }

    private static AddTargetJson json(InjectMode mode, AddTarget target) {
        return switch (mode) {
            case FRONTDOOR -> AddTargetJson.frontdoor(target.roomId());
            case CANONICAL -> AddTargetJson.canonical(target.roomId(), target.requesterId(), target.requesterAccount());
        };
    }

    /** The writer of a shape that this run sends. */
    ShapeBodies of(Shape shape) {
        ShapeBodies bodies = byShape[shape.ordinal()];
        if (bodies == null) {
            throw new IllegalStateException("this run sends no " + shape.label());
        }
        return bodies;
    }
}
