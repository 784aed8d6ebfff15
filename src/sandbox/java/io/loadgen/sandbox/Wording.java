package io.loadgen.sandbox;

import io.loadgen.sandbox.ChatRoom.RoomKey;
import io.loadgen.sandbox.MemberJob.NewMember;
import io.loadgen.sandbox.wire.EventMember;
import io.loadgen.sandbox.wire.InboxEnvelope;
import io.loadgen.sandbox.wire.MemberAddEvent;
import io.loadgen.sandbox.wire.SubscriptionUpdateEvent;
import io.loadgen.sandbox.wire.SystemMessageData;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of what room-worker tells, which differs between versions. Times are epoch milliseconds.
 *
 * <p>Immutable; any thread. Source: chat contract §4.3 to §4.5, §13.3.
 */
sealed interface Wording permits AccountsWording, MembersWording {
    Wording A = new AccountsWording(false);
    Wording B = new AccountsWording(true);
    Wording C = new MembersWording();

    /** Whether new members get the key in an event of its own, rather than with their subscription. */
    boolean sendsKeyApart();

    /** The key is null where it has been read by nobody yet. */
    SubscriptionUpdateEvent subscriptionUpdate(
            MemberJob job, ChatRoom room, @Nullable RoomKey key, NewMember member, long nowMillis);

    /** What the room is told. */
    MemberAddEvent roomEvent(Addition addition, ChatRoom room, Function<String, EventMember> orgs, long nowMillis);

    SystemMessageData messageData(Addition addition);

    String messageContent(Addition addition, ChatUser requester);

    /** The site that an envelope says it is from. */
    String origin(ChatRoom room, String ownSite);

    /** What is stored for another site. */
    Object crossSite(String roomId, InboxEnvelope envelope, String messageId, long nowMillis);
}
