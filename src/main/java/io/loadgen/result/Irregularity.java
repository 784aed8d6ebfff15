package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/** What the books lump together or leave out: signals that belong to no open slot, and what befell the client. */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum Irregularity {
    /** Replies to a request that had one. */
    DUPLICATE_REPLIES,
    /** Events for a slot that had one. */
    DUPLICATE_EVENTS,
    /** Results for a slot that had its last one. */
    DUPLICATE_RESULTS,
    /** Replies after the reply timeout, refusals among them. */
    LATE_REPLIES,
    /** Events after the event timeout, or for a slot that was closed without one. */
    LATE_EVENTS,
    /** Results after the event timeout, or for a slot that was closed without one. */
    LATE_RESULTS,
    /** Slots whose reply did not come in time and whose event did. */
    UNANSWERED_EVENTS,
    /** Event timeouts whose result said {@code ok}: the event was lost, or the accounts were members before; the audit tells which. */
    EVENT_TIMEOUTS_AFTER_OK,
    /** Events that were matched by room and accounts. */
    EVENTS_WITHOUT_HEADER,
    /** Replies, events and results of nobody's request of this run. */
    FOREIGN_SIGNALS,
    /** Messages on our subjects that could not be read. */
    UNREADABLE_SIGNALS,
    /** Signals whose handling threw. */
    FAILED_SIGNALS,
    /** Messages that the client dropped because the collector was too slow. */
    DROPPED_MESSAGES,
    /** How often our own connection was lost. */
    DISCONNECTS
}
