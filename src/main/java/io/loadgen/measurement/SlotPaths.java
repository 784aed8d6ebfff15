package io.loadgen.measurement;

import io.loadgen.measurement.SlotWord.Copy;

/**
 * Which ways the add of the slot in each place takes, and whom its outbox message must name. Written by the generator before the slot
 * is opened, so whoever sees it open may read it.
 */
final class SlotPaths {
    final PathLog log;
    private final byte[] paths;
    private final int[] names;
    private final long[] hashes;

    SlotPaths(PathLog log, int places) {
        this.log = log;
        paths = new byte[places];
        names = new int[places];
        hashes = new long[places];
    }

    void expect(int place, int path, int nameCount, long hash) {
        paths[place] = (byte) path;
        names[place] = nameCount;
        hashes[place] = hash;
    }

    int path(int place) {
        return paths[place];
    }

    /** The word of a slot that is opened, with the ways of its add and the messages that are waited for. */
    long begin(int place, long word) {
        long next = SlotWord.onPath(word, paths[place]);
        if (names[place] > 0) {
            for (CopyPoint point : CopyPoint.ALL) {
                if (log.watch().sees(point)) {
                    next = SlotWord.with(next, point, Copy.AWAITED);
                }
            }
        }
        return next;
    }

    /** Whether a message to another site is the one that the slot in a place waits for. */
    boolean isMet(int place, int nameCount, long hash) {
        return names[place] == nameCount && hashes[place] == hash;
    }
}
