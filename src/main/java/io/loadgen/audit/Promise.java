package io.loadgen.audit;

import io.loadgen.measurement.adds.LoggedAdd;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;

/** What the outcomes of a slot say about its members. */
enum Promise {
    /** They were added: the event named them, or the job ended {@code ok}. */
    GIVEN,
    /** They were not added: the platform refused them. */
    REFUSED,
    /** Nobody said. */
    OPEN,
    /** The request never left the client, and its candidates went to another slot. */
    UNSENT;

    static Promise of(LoggedAdd add) {
        ReplyOutcome reply = add.reply();
        // An event that came in time counts, also when the reply did not.
        boolean given = add.event() == EventOutcome.EVENT || add.result() == ResultOutcome.OK;
        if (given && reply != ReplyOutcome.PUBLISH_ERROR) {
            return GIVEN;
        }
        if (reply == null || reply.goesOn()) {
            return OPEN;
        }
        return reply.isRefusal() ? REFUSED : UNSENT;
    }
}
