package io.loadgen.sandbox;

import io.loadgen.contract.AsyncJobResult;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.ErrorReply;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * In what one version of the platform behaves differently from another; the steps themselves are in the services. A further
 * version is a further implementation.
 *
 * <p>Immutable; any thread. Source: chat contract §3 to §7.
 */
sealed interface PlatformRules permits RulesA, RulesB {
    Pattern BOT = Pattern.compile("\\.bot$|^p_");

    static PlatformRules of(ContractVersion version) {
        return switch (version) {
            case A -> new RulesA();
            case B -> new RulesB();
            case C -> throw new IllegalArgumentException("the simulated services follow contract A or B, not C");
        };
    }

    default boolean isBot(String account) {
        return BOT.matcher(account).find();
    }

    /** The fields of a users document that make it one of an org. */
    List<String> orgFields();

    // room-service

    /** Whether a process handles the next request only when the one before it is answered. */
    boolean handlesRequestsOneByOne();

    /** The request id of the canonical job, or null for none. */
    @Nullable
    String handedOnRequestId(@Nullable String header);

    /** Whether the body is read before all other checks rather than after those of the room. */
    boolean readsBodyFirst();

    RefusedException unreadableBody(byte[] body);

    RefusedException roomIdMismatch();

    RefusedException notSubscribed(String account, String roomId);

    RefusedException notMemberOfSource();

    /** Whether unknown users and orgs are refused rather than ignored. */
    boolean refusesUnknownTargets();

    /** Whether who would be new is counted although the room has space for all. */
    boolean alwaysCountsNewMembers();

    RefusedException busy();

    ErrorReply reply(RefusedException refusal);

    // room-worker

    /** The request id to go on with, or null when the job is to be dropped without a trace. */
    @Nullable
    String jobRequestId(@Nullable String header);

    /** Whether a job whose body is not JSON is tried again. */
    boolean retriesUnreadableJobs();

    /** Whether members who were there before get the individual row that they lack. */
    boolean upgradesMembers();

    /** Whether a job with orgs is announced although nobody is new. */
    boolean announcesOrgsWithoutNewMembers();

    /** Whether an earlier member without a users document fails the backfill. */
    boolean insistsOnBackfill();

    /** Completes a subscription document with what only this version writes. */
    void completeSubscription(Document subscription, Document user, boolean bot);

    /** Writes subscriptions that may be there already; tells which of them were not. */
    List<Document> insertSubscriptions(ChatDatabase database, List<Document> subscriptions);

    /** Whether a subscription counts as an app's. */
    boolean isApp(Document subscription);

    String keyAbsent(String roomId);

    /** Whether a subscription update tells flags and the room's name. */
    boolean tellsWholeSubscription();

    /** Whether a new member is to be announced to another site. */
    boolean isForeign(ChatUser user, String roomSite, String ownSite);

    AsyncJobResult failure(String requestId, String roomId, JobFailedException failure, long timestampMillis);

    /** Too many members. Same text in all versions. */
    static RefusedException full(long maxRoomSize, long adding, long existing) {
        return new RefusedException(
                "conflict",
                "max_room_size_reached",
                "room is at maximum capacity (" + maxRoomSize + "): cannot add " + adding + " members to room with "
                        + existing + " existing",
                Map.of(
                        "attempted",
                        Long.toString(existing + adding),
                        "currentUserCount",
                        Long.toString(existing),
                        "maxRoomSize",
                        Long.toString(maxRoomSize)));
    }
}
