package io.loadgen.contract;

import java.util.List;
import java.util.Optional;

/** Contract A, May 2026: an inbox without sides, an outbox of its own, keys in Valkey. */
final class ContractA extends SiteContract {
    ContractA(String site) {
        super(ContractVersion.A, site, "_");
    }

    @Override
    List<String> inboxSubjects() {
        return List.of("chat.inbox." + site() + ".*", "chat.inbox." + site() + ".aggregate.>");
    }

    @Override
    public List<StreamSpec> foreignSiteStreams() {
        return List.of(new StreamSpec(stream("OUTBOX"), List.of("outbox." + site() + ".>")));
    }

    @Override
    public KeyStore keyStore() {
        return KeyStore.VALKEY;
    }

    @Override
    public String inboxMemberAdded() {
        return "chat.inbox." + site() + ".member_added";
    }

    @Override
    public String crossSiteMemberAdded(String site) {
        return "outbox." + site() + ".to." + site + ".member_added";
    }

    @Override
    public Optional<String> crossSiteArrival(String site) {
        return Optional.empty();
    }
}
