package io.loadgen.measurement;

/** Where a message that tells another site of its new members is seen on its way. */
enum CopyPoint {
    /** When it is sent. */
    OUTBOX,
    /** When it arrives at the other site. */
    ARRIVAL;

    /** All of them, in the order of the way; never changed. */
    static final CopyPoint[] ALL = values();
}
