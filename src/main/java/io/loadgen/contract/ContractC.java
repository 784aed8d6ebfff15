package io.loadgen.contract;

import java.util.List;

/**
 * Contract C, August 2026: as B, but with dashes in the names of streams, an outbox, member events that may stay on the site,
 * and no dots of accounts in the subjects of events for one user.
 */
final class ContractC extends ContractB {
    ContractC(String site) {
        super(ContractVersion.C, site, "-");
    }

    @Override
    public List<StreamSpec> foreignSiteStreams() {
        return List.of(new StreamSpec(stream("OUTBOX"), List.of("chat.outbox." + site() + ".>")));
    }

    @Override
    public String crossSiteMemberAdded(String site) {
        return "chat.outbox." + site() + "." + site + ".member_added";
    }

    @Override
    public String localMemberEvent(String roomId) {
        return "chat.local.room." + roomId + ".event.member";
    }

    @Override
    public List<String> memberEventWildcards() {
        return List.of(memberEvent("*"), localMemberEvent("*"));
    }

    @Override
    public String subscriptionUpdate(String account) {
        return super.subscriptionUpdate(token(account));
    }

    @Override
    public String roomKey(String account) {
        return super.roomKey(token(account));
    }

    private static String token(String account) {
        return account.replace('.', '_');
    }
}
