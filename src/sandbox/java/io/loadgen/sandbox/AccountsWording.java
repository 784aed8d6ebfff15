package io.loadgen.sandbox;

import io.loadgen.sandbox.ChatRoom.RoomKey;
import io.loadgen.sandbox.MemberJob.NewMember;
import io.loadgen.sandbox.wire.ContractJson;
import io.loadgen.sandbox.wire.EventMember;
import io.loadgen.sandbox.wire.InboxEnvelope;
import io.loadgen.sandbox.wire.MemberAddEvent;
import io.loadgen.sandbox.wire.SubscriptionUpdateEvent;
import io.loadgen.sandbox.wire.SubscriptionUser;
import io.loadgen.sandbox.wire.SubscriptionView;
import io.loadgen.sandbox.wire.SystemMessageData;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Contracts A and B: events name accounts. Immutable; any thread.
 *
 * @param whole whether a subscription is told with its flags and the room's name
 */
record AccountsWording(boolean whole) implements Wording {
    private static final String MEMBER_ADDED = "member_added";

    @Override
    public boolean sendsKeyApart() {
        return true;
    }

    @Override
    public SubscriptionUpdateEvent subscriptionUpdate(
            MemberJob job, ChatRoom room, @Nullable RoomKey key, NewMember member, long nowMillis) {
        @Nullable Boolean flag = whole ? Boolean.FALSE : null;
        SubscriptionView view = new SubscriptionView(
                member.subscriptionId(),
                new SubscriptionUser(member.user().id(), member.account(), flag),
                room.id(),
                room.siteId(),
                List.of("member"),
                room.name(),
                room.type(),
                ContractJson.time(Instant.ofEpochMilli(job.acceptedMillis())),
                job.historySharedSinceText(),
                false,
                false,
                flag,
                flag,
                null,
                null,
                flag,
                flag,
                null);
        return new SubscriptionUpdateEvent(member.user().id(), view, "added", whole ? room.name() : "", nowMillis);
    }

    @Override
    public MemberAddEvent roomEvent(
            Addition addition, ChatRoom room, Function<String, EventMember> orgs, long nowMillis) {
        return accountsEvent(addition.job(), room, addition.added(), nowMillis);
    }

    /** The event with accounts, which inboxes get in every version. */
    static MemberAddEvent accountsEvent(MemberJob job, ChatRoom room, List<NewMember> added, long nowMillis) {
        return new MemberAddEvent(
                MEMBER_ADDED,
                room.id(),
                room.name(),
                room.type(),
                added.stream().map(NewMember::account).toList(),
                room.siteId(),
                job.request().requesterAccount(),
                job.acceptedMillis(),
                job.historySharedSince(),
                null,
                nowMillis);
    }

    @Override
    public SystemMessageData messageData(Addition addition) {
        return new SystemMessageData(
                addition.added().stream().map(NewMember::account).toList(),
                addition.job().request().orgs(),
                addition.job().request().channels(),
                addition.added().size());
    }

    @Override
    public String messageContent(Addition addition, ChatUser requester) {
        String who = "\"" + requester.displayName() + "\" added ";
        return addition.added().size() == 1 && !addition.hasOrgs()
                ? who + "\"" + addition.added().getFirst().user().displayName() + "\" to the channel"
                : who + "members to the channel";
    }

    @Override
    public String origin(ChatRoom room, String ownSite) {
        return room.siteId();
    }

    @Override
    public Object crossSite(String roomId, InboxEnvelope envelope, String messageId, long nowMillis) {
        return envelope;
    }
}
