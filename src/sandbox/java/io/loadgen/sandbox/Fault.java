package io.loadgen.sandbox;

/** What can go wrong on purpose. On one occasion at most one fault strikes, the first of this order. */
public enum Fault {
    /** Room-service refuses a request as it does when it is busy. */
    REJECT_REQUEST(Occasion.REQUEST),
    /** A request is accepted, and its reply never sent. */
    DROP_REPLY(Occasion.REPLY),
    /** Room-worker's consumer loop ends: it asks for no further job, and what it was sent besides it leaves lying. Its process lives on. */
    STOP_PULLING(Occasion.PULL),
    /** The first try of a job fails before anything is written: {@code error}, then the event and {@code ok}. */
    FAIL_JOB_BEFORE_WRITES(Occasion.JOB),
    /** The first try of a job fails after its subscriptions are written: {@code error}, then {@code ok} without an event. */
    FAIL_JOB_AFTER_WRITES(Occasion.JOB),
    /** A job announces members whose subscriptions it never writes. */
    LOSE_WRITES(Occasion.JOB),
    /** A member event is never published. */
    DROP_EVENT(Occasion.EVENT),
    /** A member event is published late. */
    DELAY_EVENT(Occasion.EVENT),
    /** A member event is published twice. */
    DUPLICATE_EVENT(Occasion.EVENT),
    /** A member event names an account that was not added in place of one that was. */
    WRONG_ACCOUNTS(Occasion.EVENT),
    /** A member event lacks its request id. */
    EVENT_WITHOUT_REQUEST_ID(Occasion.EVENT),
    /** An async result is never published. */
    DROP_RESULT(Occasion.RESULT);

    /** When a fault can strike. */
    public enum Occasion {
        /** A request reached room-service. */
        REQUEST,
        /** Room-service has accepted a request and is to say so. */
        REPLY,
        /** Room-worker's consumer loop got a job, first or again. */
        PULL,
        /** A job reached room-worker for the first time. */
        JOB,
        /** A member event is due. */
        EVENT,
        /** An async result is due. */
        RESULT
    }

    private final Occasion occasion;

    Fault(Occasion occasion) {
        this.occasion = occasion;
    }

    /**
     * When it can strike.
     *
     * @return the occasion
     */
    public Occasion occasion() {
        return occasion;
    }
}
