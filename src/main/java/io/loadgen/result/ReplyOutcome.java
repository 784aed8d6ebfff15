package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** How the first stage of a sent slot ended. Every sent slot has exactly one. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum ReplyOutcome {
    /** Room-service accepted it (frontdoor), or the stream stored it (canonical). */
    ACCEPTED,
    /** Room-service, or the stream, refused it with a reason of its own. */
    REJECTED,
    /**
     * Room-service refused it unread, since it has as many requests in hand as it takes: it is saturated. Nobody was added, so the
     * candidates can be sent again.
     */
    BUSY,
    /** Nobody listened. */
    NO_RESPONDERS,
    /** No reply in time. Event and result are waited for all the same. */
    REPLY_TIMEOUT,
    /** The client did not send it. */
    PUBLISH_ERROR;

    /** Whether an event and a result may follow: a late reply does not end their wait. */
    public boolean goesOn() {
        return switch (this) {
            case ACCEPTED, REPLY_TIMEOUT -> true;
            case REJECTED, BUSY, NO_RESPONDERS, PUBLISH_ERROR -> false;
        };
    }

    /** Whether somebody refused it, or nobody was there to do so. */
    public boolean isRefusal() {
        return switch (this) {
            case REJECTED, BUSY, NO_RESPONDERS -> true;
            case ACCEPTED, REPLY_TIMEOUT, PUBLISH_ERROR -> false;
        };
    }
}
