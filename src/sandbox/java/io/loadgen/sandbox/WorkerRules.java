package io.loadgen.sandbox;

import io.loadgen.sandbox.wire.AsyncJobResult;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** In what room-worker differs between versions. Immutable; any thread. Source: chat contract §2 to §4, §6, §13.3, §13.4. */
sealed interface WorkerRules permits PlatformRules {
    boolean isBot(String account);

    List<String> orgFields();

    /** How often a job is delivered before it is left. */
    int maxDeliveries();

    /** Whether a failed job waits before it is tried again, and who is silent waits longer each time. */
    boolean delaysRetries();

    /** The request id to go on with, or null when the job is to be dropped without a trace. */
    @Nullable
    String jobRequestId(@Nullable String header);

    /** Whether a job whose body is not JSON is tried again. */
    boolean retriesUnreadableJobs();

    /** Whether a bot is added whose account is listed. */
    boolean addsListedBots();

    /** Whether members who were there before get the individual row that they lack. */
    boolean upgradesMembers();

    /** Whether a room has the room_members rows that make all who are listed get one, and the first org backfill none. */
    boolean hasRows(ChatDatabase database, String roomId);

    /** Whether the key is read before anything is written. */
    boolean readsKeyFirst();

    /** Whether an earlier member without a users document fails the backfill. */
    boolean insistsOnBackfill();

    /** Whether counts go up by what was added, and all are counted only now and then. */
    boolean countsUp();

    /** Whether users and rooms are remembered for a time. */
    boolean remembersReads();

    /** Completes a subscription document with what only this version writes. */
    void completeSubscription(Document subscription, Document user, boolean bot);

    /** Writes subscriptions that may be there already; tells which of them were not. */
    List<Document> insertSubscriptions(ChatDatabase database, List<Document> subscriptions);

    /** Whether a subscription counts as an app's. */
    boolean isApp(Document subscription);

    String keyAbsent(String roomId);

    /** Whether there is anything to write. */
    boolean hasWork(Addition addition);

    /** Whether the room is told. */
    boolean isAnnounced(Addition addition);

    /** Whether the room gets a system message. */
    boolean leavesMessage(Addition addition);

    /** The words and lists in which the version tells. */
    Wording wording();

    /** Whether a room remembers that it has members on other sites. */
    boolean marksCrossSite();

    /** Whether a new member is to be announced to another site. */
    boolean isForeign(ChatUser user, String roomSite, String ownSite);

    AsyncJobResult failure(String requestId, String roomId, JobFailedException failure, long timestampMillis);
}
