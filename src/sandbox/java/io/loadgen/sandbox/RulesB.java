package io.loadgen.sandbox;

import io.loadgen.contract.RequestIds;
import io.loadgen.sandbox.wire.AsyncJobResult;
import io.loadgen.sandbox.wire.ErrorReply;
import java.util.List;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Contract B, June 2026. */
sealed class RulesB implements PlatformRules permits RulesC {
    @Override
    public List<String> orgFields() {
        return List.of("sectId", "deptId");
    }

    @Override
    public boolean handlesRequestsOneByOne() {
        return false;
    }

    @Override
    public @Nullable String handedOnRequestId(@Nullable String header) {
        return validOrMinted(header);
    }

    @Override
    public boolean readsBodyFirst() {
        return true;
    }

    @Override
    public RefusedException unreadableBody(byte[] body, JacksonException why) {
        return new RefusedException("bad_request", "", "invalid request payload");
    }

    @Override
    public RefusedException roomIdMismatch() {
        return new RefusedException("bad_request", "", "room ID mismatch");
    }

    @Override
    public RefusedException notSubscribed(String account, String roomId) {
        return notMemberOfSource();
    }

    @Override
    public RefusedException notMemberOfSource() {
        return new RefusedException("forbidden", "not_room_member", "only room members can perform this action");
    }

    @Override
    public boolean capsRequestsInHand() {
        return false;
    }

    @Override
    public void checkHistoryMode(String mode) throws RefusedException {
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
        return true;
    }

    @Override
    public boolean alwaysCountsNewMembers() {
        return false;
    }

    @Override
    public RefusedException busy() {
        return new RefusedException("unavailable", "", "service busy");
    }

    @Override
    public ErrorReply reply(RefusedException refusal) {
        return new ErrorReply(refusal.code(), refusal.reason(), refusal.text(), refusal.metadata());
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
    public String jobRequestId(@Nullable String header) {
        return validOrMinted(header);
    }

    private static String validOrMinted(@Nullable String header) {
        return header != null && RequestIds.isValid(header) ? header : UuidV7.hyphenated();
    }

    @Override
    public boolean retriesUnreadableJobs() {
        return false;
    }

    @Override
    public boolean addsListedBots() {
        return false;
    }

    @Override
    public boolean upgradesMembers() {
        return true;
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
        return true;
    }

    @Override
    public void completeSubscription(Document subscription, Document user, boolean bot) {
        user.append("isBot", bot);
        subscription
                .append("muted", false)
                .append("favorite", false)
                .append("hasGroupMention", false)
                .append("hasUnread", false);
    }

    @Override
    public List<Document> insertSubscriptions(ChatDatabase database, List<Document> subscriptions) {
        return database.upsertSubscriptions(subscriptions);
    }

    @Override
    public boolean isApp(Document subscription) {
        return subscription.get("u", new Document()).getBoolean("isBot", false);
    }

    @Override
    public String keyAbsent(String roomId) {
        return "room key absent";
    }

    @Override
    public boolean hasWork(Addition addition) {
        return !addition.added().isEmpty() || !addition.individuals().isEmpty() || addition.hasOrgs();
    }

    @Override
    public boolean isAnnounced(Addition addition) {
        return !addition.added().isEmpty() || addition.hasOrgs();
    }

    @Override
    public boolean leavesMessage(Addition addition) {
        return isAnnounced(addition);
    }

    @Override
    public boolean marksCrossSite() {
        return false;
    }

    @Override
    public Wording wording() {
        return Wording.B;
    }

    @Override
    public boolean isForeign(ChatUser user, String roomSite, String ownSite) {
        return !user.siteId().isEmpty() && !user.siteId().equals(ownSite);
    }

    @Override
    public AsyncJobResult failure(String requestId, String roomId, JobFailedException failure, long timestampMillis) {
        String text = failure.isPermanent() ? failure.text() : "internal error";
        return new AsyncJobResult(
                requestId, "room.member.add", "error", roomId, text, failure.code(), failure.reason(), timestampMillis);
    }
}
