package io.loadgen.measurement;

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

    boolean awaitsOutbox(int place) {
        return log.watch().outbox() && names[place] > 0;
    }

    boolean awaitsArrival(int place) {
        return log.watch().arrival() && names[place] > 0;
    }

    /** Whether an outbox message is the one that the slot in a place waits for. */
    boolean isMet(int place, int nameCount, long hash) {
        return names[place] == nameCount && hashes[place] == hash;
    }
}
