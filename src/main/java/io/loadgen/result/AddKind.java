package io.loadgen.result;

import io.loadgen.contract.Shape;

/** What kind of add a slot is, as far as it is measured in a way of its own. */
public enum AddKind {
    /** Names accounts. */
    USERS(Shape.USERS),
    /** Names orgs, in a room that has org rows. */
    ORGS(Shape.ORGS),
    /** Names orgs, and is the first to do so in its room: room-worker has to write a row for every member that is there. */
    FIRST_ORGS(Shape.ORGS),
    /** Names channels. */
    CHANNELS(Shape.CHANNELS),
    /** Has nobody to add: no event follows, and its job's {@code ok} is its end. */
    NOBODY(Shape.USERS);

    private final Shape shape;

    AddKind(Shape shape) {
        this.shape = shape;
    }

    /**
     * What the request names.
     *
     * @return its shape
     */
    public Shape shape() {
        return shape;
    }
}
