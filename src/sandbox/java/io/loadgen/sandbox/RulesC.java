package io.loadgen.sandbox;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bson.Document;

/** Contract C, August 2026: where it differs from B. */
final class RulesC extends RulesB {
    private static final Pattern BOT_OR_ADMIN = Pattern.compile("\\.bot$|^p_admin");

    @Override
    public boolean isBot(String account) {
        return BOT_OR_ADMIN.matcher(account).find();
    }

    @Override
    public boolean capsRequestsInHand() {
        return true;
    }

    @Override
    public void checkHistoryMode(String mode) throws RefusedException {
        if (!mode.isEmpty() && !mode.equals("none") && !mode.equals("all")) {
            throw new RefusedException("bad_request", "", "history.mode must be \"none\" or \"all\"");
        }
    }

    /** An admin's account may be listed; a bot's if it is the assistant of an app that is enabled. */
    @Override
    public void checkListed(String account, Predicate<String> isEnabledApp) throws RefusedException {
        if (account.endsWith(".bot") && !isEnabledApp.test(account)) {
            throw new RefusedException("not_found", "bot_not_available", "bot not available");
        }
    }

    @Override
    public boolean capsHistory() {
        return true;
    }

    @Override
    public int maxDeliveries() {
        return 6;
    }

    @Override
    public boolean delaysRetries() {
        return true;
    }

    @Override
    public boolean addsListedBots() {
        return true;
    }

    @Override
    public boolean hasRows(ChatDatabase database, String roomId) {
        return database.hasRow(roomId);
    }

    @Override
    public boolean readsKeyFirst() {
        return true;
    }

    @Override
    public boolean countsUp() {
        return true;
    }

    @Override
    public boolean remembersReads() {
        return true;
    }

    @Override
    public void completeSubscription(Document subscription, Document user, boolean bot) {
        user.append("isBot", bot);
        subscription.append("muted", false).append("favorite", false).append("open", true);
    }

    /** A repeated org is silent; a member who only gets a row is told. */
    @Override
    public boolean hasWork(Addition addition) {
        return !addition.added().isEmpty()
                || !addition.individuals().isEmpty()
                || !addition.newOrgs().isEmpty();
    }

    @Override
    public boolean isAnnounced(Addition addition) {
        return hasWork(addition);
    }

    @Override
    public boolean leavesMessage(Addition addition) {
        return !addition.added().isEmpty() || !addition.newOrgs().isEmpty();
    }

    @Override
    public boolean marksCrossSite() {
        return true;
    }

    @Override
    public Wording wording() {
        return Wording.C;
    }
}
