package io.loadgen.sandbox;

import io.loadgen.sandbox.ChatRoom.RoomKey;
import io.loadgen.sandbox.MemberJob.NewMember;
import io.loadgen.sandbox.wire.ContractJson;
import io.loadgen.sandbox.wire.EventMember;
import io.loadgen.sandbox.wire.InboxEnvelope;
import io.loadgen.sandbox.wire.MemberAddEvent;
import io.loadgen.sandbox.wire.OutboxMessage;
import io.loadgen.sandbox.wire.RoomView;
import io.loadgen.sandbox.wire.SubscriptionUpdateEvent;
import io.loadgen.sandbox.wire.SubscriptionUser;
import io.loadgen.sandbox.wire.SubscriptionView;
import io.loadgen.sandbox.wire.SystemMessageData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Contract C: events name members, and a new member gets the key with the subscription. Immutable; any thread. */
record MembersWording() implements Wording {
    @Override
    public boolean sendsKeyApart() {
        return false;
    }

    @Override
    public SubscriptionUpdateEvent subscriptionUpdate(
            MemberJob job, ChatRoom room, @Nullable RoomKey key, NewMember member, long nowMillis) {
        RoomView view = key == null
                ? null
                : new RoomView(
                        room.siteId(),
                        room.name(),
                        room.userCount(),
                        room.appCount(),
                        key.secret(),
                        key.version(),
                        room.isCrossSite());
        SubscriptionView subscription = new SubscriptionView(
                member.subscriptionId(),
                new SubscriptionUser(member.user().id(), member.account(), member.isBot()),
                room.id(),
                room.siteId(),
                List.of("member"),
                room.name(),
                room.type(),
                ContractJson.time(Instant.ofEpochMilli(job.acceptedMillis())),
                job.historySharedSinceText(),
                false,
                false,
                false,
                false,
                0,
                true,
                false,
                false,
                view);
        return new SubscriptionUpdateEvent(member.user().id(), subscription, "added", room.name(), nowMillis);
    }

    @Override
    public MemberAddEvent roomEvent(
            Addition addition, ChatRoom room, Function<String, EventMember> orgs, long nowMillis) {
        MemberJob job = addition.job();
        List<EventMember> members = new ArrayList<>();
        job.orgs().stream().map(orgs).forEach(members::add);
        addition.newListed().stream().map(ChatUser::toEventMember).forEach(members::add);
        return new MemberAddEvent(
                "member_added",
                room.id(),
                room.name(),
                room.type(),
                null,
                room.siteId(),
                job.request().requesterAccount(),
                job.acceptedMillis(),
                job.historySharedSince(),
                members,
                nowMillis);
    }

    @Override
    public SystemMessageData messageData(Addition addition) {
        return new SystemMessageData(
                listed(addition),
                Objects.requireNonNullElse(addition.job().request().orgs(), List.of()),
                Objects.requireNonNullElse(addition.job().request().channels(), List.of()),
                addition.added().size());
    }

    /** All who are listed but the requester, new or not. */
    private static List<String> listed(Addition addition) {
        String requester = addition.job().request().requesterAccount();
        return addition.job().users().stream()
                .filter(account -> !account.equals(requester))
                .toList();
    }

    @Override
    public String messageContent(Addition addition, ChatUser requester) {
        List<String> listed = listed(addition);
        String whom = addition.hasOrgs() || listed.size() != 1
                ? counted(listed.size(), addition.job().orgs().size())
                : addition.candidates().stream()
                        .filter(user -> user.account().equals(listed.getFirst()))
                        .findFirst()
                        .map(user -> "\"" + user.displayName() + "\"")
                        .orElseGet(() -> counted(1, 0));
        return "\"" + requester.displayName() + "\" added " + whom + " to the chatroom";
    }

    private static String counted(int people, int organizations) {
        List<String> parts = new ArrayList<>();
        if (people > 0) {
            parts.add(people + (people == 1 ? " person" : " people"));
        }
        if (organizations > 0) {
            parts.add(organizations + (organizations == 1 ? " organization" : " organizations"));
        }
        return String.join(" and ", parts);
    }

    @Override
    public String origin(ChatRoom room, String ownSite) {
        return ownSite;
    }

    @Override
    public Object crossSite(String roomId, InboxEnvelope envelope, String messageId, long nowMillis) {
        return new OutboxMessage(roomId, envelope, messageId, nowMillis);
    }
}
