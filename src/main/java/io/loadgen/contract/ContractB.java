package io.loadgen.contract;

import java.util.List;
import java.util.Optional;

/** Contract B, June 2026: an inbox with an internal and an external side, keys in the rooms document. */
sealed class ContractB extends SiteContract permits ContractC {
    ContractB(String site) {
        this(ContractVersion.B, site, "_");
    }

    ContractB(ContractVersion version, String site, String streamSeparator) {
        super(version, site, streamSeparator);
    }

    @Override
    List<String> inboxSubjects() {
        return List.of("chat.inbox." + site() + ".internal.>", "chat.inbox." + site() + ".external.>");
    }

    @Override
    public List<StreamSpec> foreignSiteStreams() {
        return List.of();
    }

    @Override
    public KeyStore keyStore() {
        return KeyStore.MONGO;
    }

    @Override
    public String inboxMemberAdded() {
        return "chat.inbox." + site() + ".internal.member_added";
    }

    @Override
    public String crossSiteMemberAdded(String site) {
        return "chat.inbox." + site + ".external.member_added";
    }

    @Override
    public Optional<String> crossSiteArrival(String site) {
        return Optional.of("chat.inbox." + site + ".external.member_added");
    }
}
