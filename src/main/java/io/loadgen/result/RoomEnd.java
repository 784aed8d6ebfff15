package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** Why a room of a capacity run was given no further add. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum RoomEnd {
    /** It has the target size. */
    TARGET_REACHED,
    /** It has no candidates left. */
    POOL_EMPTY,
    /** An add was refused. */
    REJECTED,
    /** An add found nobody who listens. */
    NO_RESPONDERS,
    /** An add had neither its reply nor its event in time. */
    REPLY_TIMEOUT,
    /** An add was not sent by the client. */
    PUBLISH_ERROR,
    /** An add that was accepted had no event in time. */
    EVENT_TIMEOUT,
    /** The event of an add named other accounts. */
    EVENT_MISMATCH,
    /** The worker reported an error, also one that it got over. */
    WORKER_ERROR,
    /** The run was stopped. */
    RUN_STOPPED
}
