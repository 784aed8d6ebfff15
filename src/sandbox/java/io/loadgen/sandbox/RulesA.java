package io.loadgen.sandbox;

import io.loadgen.contract.RequestIds;
import io.loadgen.sandbox.wire.AsyncJobResult;
import io.loadgen.sandbox.wire.ErrorReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Contract A, May 2026. */
final class RulesA implements PlatformRules {
    @Override
    public List<String> orgFields() {
        return List.of("sectId");
    }

    @Override
    public boolean handlesRequestsOneByOne() {
        return true;
    }

    @Override
    public @Nullable String handedOnRequestId(@Nullable String header) {
        return header;
    }

    @Override
    public boolean readsBodyFirst() {
        return false;
    }

    @Override
    public RefusedException unreadableBody(byte[] body, JacksonException why) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        // The decoder's words are Go's; beyond a body that ends too early they are only like them.
        String words = text.isEmpty() || why instanceof UnexpectedEndOfInputException
                ? "unexpected end of JSON input"
                : "invalid character '" + text.charAt(0) + "' looking for beginning of value";
        return new RefusedException("bad_request", "", "invalid request: " + words);
    }

    @Override
    public RefusedException roomIdMismatch() {
        return new RefusedException("bad_request", "", "invalid request: room ID mismatch");
    }

    @Override
    public RefusedException notSubscribed(String account, String roomId) {
        return new RefusedException(
                "forbidden",
                "not_room_member",
                "requester not in room: \"" + account + "\" in room \"" + roomId + "\": subscription not found");
    }

    @Override
    public RefusedException notMemberOfSource() {
        return new RefusedException("forbidden", "not_room_member", "only room members can list members");
    }

    @Override
    public boolean capsRequestsInHand() {
        return false;
    }

    @Override
    public void checkHistoryMode(String mode) {
        // Whatever it is, only "none" restricts.
    }

    @Override
    public void checkListed(String account, Predicate<String> isEnabledApp) throws RefusedException {
        if (isBot(account)) {
            throw new RefusedException("bad_request", "bot_in_channel", "bots cannot be added to a channel");
        }
    }

    @Override
    public boolean capsHistory() {
        return false;
    }

    @Override
    public boolean refusesUnknownTargets() {
        return false;
    }

    @Override
    public boolean alwaysCountsNewMembers() {
        return true;
    }

    @Override
    public RefusedException busy() {
        return RefusedException.internal();
    }

    @Override
    public ErrorReply reply(RefusedException refusal) {
        return new ErrorReply("", "", refusal.text(), Map.of());
    }

    @Override
    public int maxDeliveries() {
        return 5;
    }

    @Override
    public boolean delaysRetries() {
        return false;
    }

    @Override
    public @Nullable String jobRequestId(@Nullable String header) {
        return header != null && RequestIds.isValid(header) ? header : null;
    }

    @Override
    public boolean retriesUnreadableJobs() {
        return true;
    }

    @Override
    public boolean addsListedBots() {
        return false;
    }

    @Override
    public boolean upgradesMembers() {
        return false;
    }

    @Override
    public boolean hasRows(ChatDatabase database, String roomId) {
        return database.hasOrgRow(roomId);
    }

    @Override
    public boolean readsKeyFirst() {
        return false;
    }

    @Override
    public boolean countsUp() {
        return false;
    }

    @Override
    public boolean remembersReads() {
        return false;
    }

    @Override
    public boolean insistsOnBackfill() {
        return false;
    }

    @Override
    public void completeSubscription(Document subscription, Document user, boolean bot) {
        // Nothing beyond what all versions write.
    }

    @Override
    public List<Document> insertSubscriptions(ChatDatabase database, List<Document> subscriptions) {
        return database.insertSubscriptions(subscriptions);
    }

    @Override
    public boolean isApp(Document subscription) {
        return isBot(ChatUser.text(subscription.get("u", new Document()), "account"));
    }

    @Override
    public String keyAbsent(String roomId) {
        return "room key absent for " + roomId;
    }

    @Override
    public boolean hasWork(Addition addition) {
        return !addition.added().isEmpty();
    }

    @Override
    public boolean isAnnounced(Addition addition) {
        return hasWork(addition);
    }

    @Override
    public boolean leavesMessage(Addition addition) {
        return hasWork(addition);
    }

    @Override
    public boolean marksCrossSite() {
        return false;
    }

    @Override
    public Wording wording() {
        return Wording.A;
    }

    @Override
    public boolean isForeign(ChatUser user, String roomSite, String ownSite) {
        return !user.siteId().equals(roomSite);
    }

    @Override
    public AsyncJobResult failure(String requestId, String roomId, JobFailedException failure, long timestampMillis) {
        String text = failure.isPermanent() ? failure.text() : "operation failed";
        return new AsyncJobResult(requestId, "room.member.add", "error", roomId, text, "", "", timestampMillis);
    }
}
