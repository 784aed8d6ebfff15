package io.loadgen.contract;

import java.util.List;

/** What all versions have in common. Immutable; any thread. Source: chat contract §1, §2, §13.1. */
abstract sealed class SiteContract implements ChatContract permits ContractA, ContractB {
    private final ContractVersion version;
    private final String site;
    private final String streamSeparator;

    SiteContract(ContractVersion version, String site, String streamSeparator) {
        this.version = version;
        this.site = site;
        this.streamSeparator = streamSeparator;
    }

    @Override
    public ContractVersion version() {
        return version;
    }

    @Override
    public String site() {
        return site;
    }

    @Override
    public String roomsStream() {
        return stream("ROOMS");
    }

    @Override
    public String messagesStream() {
        return stream("MESSAGES", "CANONICAL");
    }

    @Override
    public String inboxStream() {
        return stream("INBOX");
    }

    final String stream(String... words) {
        return String.join(streamSeparator, words) + streamSeparator + site;
    }

    @Override
    public StreamSpec roomsStreamSpec() {
        return new StreamSpec(roomsStream(), List.of(canonicalWildcard()));
    }

    @Override
    public List<StreamSpec> harnessStreams() {
        return List.of(
                new StreamSpec(inboxStream(), inboxSubjects()),
                new StreamSpec(messagesStream(), List.of("chat.msg.canonical." + site + ".>")));
    }

    abstract List<String> inboxSubjects();

    @Override
    public String memberAdd(String account, String roomId) {
        return "chat.user." + account + ".request.room." + roomId + "." + site + ".member.add";
    }

    @Override
    public String memberAddWildcard() {
        return memberAdd("*", "*");
    }

    @Override
    public String canonicalWildcard() {
        return "chat.room.canonical." + site + ".>";
    }

    @Override
    public String canonicalMemberAdd() {
        return "chat.room.canonical." + site + ".member.add";
    }

    @Override
    public String memberEvent(String roomId) {
        return "chat.room." + roomId + ".event.member";
    }

    @Override
    public String localMemberEvent(String roomId) {
        return memberEvent(roomId);
    }

    @Override
    public List<String> memberEventWildcards() {
        return List.of(memberEvent("*"));
    }

    @Override
    public String jobResult(String account, String requestId) {
        return "chat.user." + account + ".response." + requestId;
    }

    @Override
    public String jobResultWildcard() {
        return "chat.user.*.response.>";
    }

    @Override
    public String subscriptionUpdate(String account) {
        return "chat.user." + account + ".event.subscription.update";
    }

    @Override
    public String roomKey(String account) {
        return "chat.user." + account + ".event.room.key";
    }

    @Override
    public String systemMessage() {
        return "chat.msg.canonical." + site + ".created";
    }

    @Override
    public String toString() {
        return "contract " + version + " on " + site;
    }
}
