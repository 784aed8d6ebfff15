package io.loadgen.result;

import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * What an audit counts. A membership is one account in one room; a slot promised its members when its event came as expected or
 * its result was {@code ok}.
 */
@EnumNaming(LowerCamelCaseStrategy.class)
public enum AuditFigure {
    /** Rooms that were looked at. */
    ROOMS,
    /** Their members when the run began, by the fixture set's baseline and what was taken from its pools. */
    MEMBERS_BEFORE,
    /** Slots that promised their members. */
    SLOTS_PROMISED,
    /** Slots of which nobody said whether their members were added. */
    SLOTS_UNDECIDED,
    /** Slots that were refused. */
    SLOTS_REFUSED,
    /** Promised memberships that are there. Together with {@link #LOST} all that were promised. */
    KEPT,
    /** Promised memberships that are not there. */
    LOST,
    /** Those of {@link #KEPT} that are of members of another site. */
    CROSS_SITE_KEPT,
    /** Those of {@link #LOST} that are of members of another site. */
    CROSS_SITE_LOST,
    /** Those of {@link #KEPT} that are of bots. */
    BOTS_KEPT,
    /** Those of {@link #LOST} that are of bots. */
    BOTS_LOST,
    /** Subscriptions of the set's bots that do not say that they are of bots, by which room-worker counts apps. */
    BOTS_NOT_MARKED,
    /** Those of {@link #KEPT} in rooms that only owners may add to. */
    RESTRICTED_KEPT,
    /** Those of {@link #LOST} in rooms that only owners may add to. */
    RESTRICTED_LOST,
    /** Rooms with members of another site, promised and there, whose rooms document does not say so; contract C alone has it say so. */
    ROOMS_NOT_CROSS_SITE,
    /** Memberships with more than one subscription. */
    DUPLICATE,
    /** Memberships of refused slots that are there all the same. */
    REFUSED_BUT_FOUND,
    /** Memberships that no slot asked for and that were not there when the run began. */
    UNEXPECTED,
    /** Memberships of undecided slots that are there. */
    UNDECIDED_FOUND,
    /** Memberships of undecided slots that are not there. */
    UNDECIDED_MISSING,
    /** Rows of orgs that promised slots added and that are there. */
    ORG_ROWS_KEPT,
    /** Rows of orgs that promised slots added and that are not there. */
    ORG_ROWS_LOST,
    /** Orgs with more than one row in a room. */
    ORG_ROWS_DUPLICATE,
    /** Rooms whose {@code userCount} is not the number of their subscriptions that are no bots'. */
    ROOMS_MISCOUNTED,
    /** Those of them whose {@code userCount} is less, or missing. */
    ROOMS_COUNTED_LOW,
    /** Those of them whose {@code userCount} is more. */
    ROOMS_COUNTED_HIGH
}
