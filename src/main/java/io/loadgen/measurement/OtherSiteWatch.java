package io.loadgen.measurement;

/** What is watched of the messages that tell another site of its new members. */
public enum OtherSiteWatch {
    /** None of them. */
    NOTHING,
    /** That they are sent. */
    OUTBOX,
    /** That they are sent, and that they arrive. */
    OUTBOX_AND_ARRIVAL;

    boolean sees(CopyPoint point) {
        return switch (point) {
            case OUTBOX -> this != NOTHING;
            case ARRIVAL -> this == OUTBOX_AND_ARRIVAL;
        };
    }
}
