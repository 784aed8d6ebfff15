package io.loadgen.sandbox;

import io.loadgen.sandbox.wire.ErrorReply;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** In what room-service differs between versions. Immutable; any thread. Source: chat contract §3, §5, §13.2. */
sealed interface ServiceRules permits PlatformRules {
    boolean isBot(String account);

    List<String> orgFields();

    /** Whether a process handles the next request only when the one before it is answered. */
    boolean handlesRequestsOneByOne();

    /** Whether requests beyond so many in hand are refused at once. */
    boolean capsRequestsInHand();

    /** The request id of the canonical job, or null for none. */
    @Nullable
    String handedOnRequestId(@Nullable String header);

    /** Whether the body is read before all other checks rather than after those of the room. */
    boolean readsBodyFirst();

    RefusedException unreadableBody(byte[] body, JacksonException why);

    RefusedException roomIdMismatch();

    RefusedException notSubscribed(String account, String roomId);

    RefusedException notMemberOfSource();

    /** Refuses a history mode that the version does not know. */
    void checkHistoryMode(String mode) throws RefusedException;

    /** Refuses a listed account for being a bot's that may not be added. */
    void checkListed(String account, Predicate<String> isEnabledApp) throws RefusedException;

    /** Whether new members may read no more of the past than who asked. */
    boolean capsHistory();

    /** Whether unknown users and orgs are refused rather than ignored. */
    boolean refusesUnknownTargets();

    /** Whether who would be new is counted although the room has space for all. */
    boolean alwaysCountsNewMembers();

    RefusedException busy();

    ErrorReply reply(RefusedException refusal);

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
