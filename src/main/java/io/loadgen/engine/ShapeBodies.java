package io.loadgen.engine;

import io.loadgen.contract.AddMembersEncoder;
import io.loadgen.contract.AddTargetJson;
import io.loadgen.contract.Shape;
import io.loadgen.spec.InjectMode;
import java.time.InstantSource;

/**
 * Writes the bodies of one shape, and tells which names their events must hold. What a body names is a user, or a block of users;
 * since users are numbered by blocks, the one is the other with a block of one.
 *
 * <p>Owned by the generator's thread. A body is the only thing that is allocated.
 */
final class ShapeBodies {
    private final InjectMode mode;
    private final InstantSource wallClock;
    private final Shape shape;
    private final AddTargetJson[] targets;
    private final int usersPerItem;
    private final byte[][] encodedItems;
    private final EventNames names;
    /** Indices and not the items themselves: storing references into an old array costs the collector's barrier each time. */
    private final int[] chosen;

    /**
     * Binds the pieces.
     *
     * @param mode decides the form of the bodies
     * @param wallClock the acceptance time of canonical bodies
     * @param shape what bodies name
     * @param targets what is the same for every body to a room, by the number of the room
     * @param usersPerItem users that stand behind one name
     * @param encodedItems what a body names, by the number of its first user divided by {@code usersPerItem}
     * @param names the names that events hold, by the same number
     * @param usersPerAdd the greatest number of users in a body
     */
    ShapeBodies(
            InjectMode mode,
            InstantSource wallClock,
            Shape shape,
            AddTargetJson[] targets,
            int usersPerItem,
            byte[][] encodedItems,
            EventNames names,
            int usersPerAdd) {
        this.mode = mode;
        this.wallClock = wallClock;
        this.shape = shape;
        this.targets = targets;
        this.usersPerItem = usersPerItem;
        this.encodedItems = encodedItems;
        this.names = names;
        this.chosen = new int[Math.ceilDiv(usersPerAdd, usersPerItem)];
    }

    /** A body that adds the {@code count} users of a pool that begin at {@code from}: whole items. */
    byte[] write(int room, int[] pool, int from, int count) {
        int items = count / usersPerItem;
        for (int i = 0; i < items; i++) {
            chosen[i] = item(pool, from, i);
        }
        return switch (mode) {
            case FRONTDOOR -> AddMembersEncoder.frontdoor(targets[room], shape, encodedItems, chosen, items);
            case CANONICAL ->
                AddMembersEncoder.canonical(targets[room], shape, encodedItems, chosen, items, wallClock.millis());
        };
    }

    /** How many names the event of such a body holds. */
    int nameCount(int count) {
        return count / usersPerItem * names.perItem();
    }

    /** The fingerprint of those names. */
    long namesHash(int[] pool, int from, int count) {
        long hash = 0;
        for (int i = 0; i < count / usersPerItem; i++) {
            hash += names.hash(item(pool, from, i));
        }
        return hash;
    }

    private int item(int[] pool, int from, int index) {
        return pool[from + index * usersPerItem] / usersPerItem;
    }
}
