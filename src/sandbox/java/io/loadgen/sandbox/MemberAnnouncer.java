package io.loadgen.sandbox;

import io.loadgen.contract.AsyncJobResult;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractJson;
import io.loadgen.contract.Headers;
import io.loadgen.contract.InboxEnvelope;
import io.loadgen.contract.MemberAddEvent;
import io.loadgen.contract.RoomKeyEvent;
import io.loadgen.contract.SubscriptionUpdateEvent;
import io.loadgen.contract.SubscriptionUser;
import io.loadgen.contract.SubscriptionView;
import io.loadgen.contract.SystemMessage;
import io.loadgen.contract.SystemMessageData;
import io.loadgen.contract.SystemMessageEvent;
import io.loadgen.contract.SystemMessageIds;
import io.loadgen.sandbox.MemberJob.NewMember;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What room-worker tells of a job.
 *
 * <p>Any thread. Source: chat contract §4.3 to §4.5, §6 steps 11 to 17.
 */
final class MemberAnnouncer {
    private static final Logger log = LoggerFactory.getLogger(MemberAnnouncer.class);
    private static final String MEMBER_ADDED = "member_added";

    private final ChatContract contract;
    private final PlatformRules rules;
    private final Connection connection;
    private final JetStreamPublisher publisher;
    private final EventPublisher events;
    private final FaultPlan faults;
    private final JsonMapper mapper = ContractJson.mapper();

    MemberAnnouncer(ChatContract contract, Connection connection, EventPublisher events, FaultPlan faults)
            throws IOException {
        this.contract = contract;
        this.rules = PlatformRules.of(contract.version());
        this.connection = connection;
        this.publisher = new JetStreamPublisher(connection);
        this.events = events;
        this.faults = faults;
    }

    void tellSubscriptions(MemberJob job, ChatRoom room, List<NewMember> added) {
        @Nullable Boolean flag = rules.tellsWholeSubscription() ? Boolean.FALSE : null;
        String joinedAt = ContractJson.time(Instant.ofEpochMilli(job.acceptedMillis()));
        Long sharedSince = job.historySharedSince();
        for (NewMember member : added) {
            SubscriptionView view = new SubscriptionView(
                    member.subscriptionId(),
                    new SubscriptionUser(member.user().id(), member.account(), flag),
                    room.id(),
                    room.siteId(),
                    List.of("member"),
                    room.name(),
                    room.type(),
                    joinedAt,
                    sharedSince == null ? null : ContractJson.time(Instant.ofEpochMilli(sharedSince)),
                    false,
                    false,
                    flag,
                    flag,
                    flag,
                    flag);
            SubscriptionUpdateEvent update = new SubscriptionUpdateEvent(
                    member.user().id(), view, "added", flag == null ? "" : room.name(), now());
            connection.publish(
                    contract.subscriptionUpdate(member.account()),
                    headers(job, null),
                    mapper.writeValueAsBytes(update));
        }
    }

    void tellKey(ChatRoom room, ChatRoom.RoomKey key, List<NewMember> added) {
        byte[] event = mapper.writeValueAsBytes(new RoomKeyEvent(room.id(), key.version(), key.secret(), now()));
        for (NewMember member : added) {
            connection.publish(contract.roomKey(member.account()), event);
        }
    }

    MemberAddEvent event(MemberJob job, ChatRoom room, List<NewMember> added) {
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
                now());
    }

    void tellRoom(MemberJob job, MemberAddEvent event) {
        events.publish(contract.memberEvent(event.roomId()), job.requestId(), event);
    }

    /** Failures are only logged. */
    void tellInbox(MemberJob job, MemberAddEvent event) {
        String site = event.siteId();
        try {
            publisher.publish(
                    contract.inboxMemberAdded(), headers(job, job.requestId() + ":" + site), envelope(event, site));
        } catch (IOException | JetStreamApiException e) {
            log.warn("no copy for the inbox: {}", e.toString());
        }
    }

    void tellMessages(MemberJob job, ChatRoom room, ChatUser requester, List<NewMember> added)
            throws JobFailedException {
        String id = SystemMessageIds.ofAddMembers(job.requestId());
        SystemMessageData data = new SystemMessageData(
                added.stream().map(NewMember::account).toList(),
                job.request().orgs(),
                job.request().channels(),
                added.size());
        SystemMessage message = new SystemMessage(
                id,
                room.id(),
                requester.id(),
                requester.account(),
                content(job, requester, added),
                ContractJson.time(Instant.ofEpochMilli(job.acceptedMillis())),
                "members_added",
                Base64.getEncoder().encodeToString(mapper.writeValueAsBytes(data)));
        SystemMessageEvent event = new SystemMessageEvent("created", message, room.siteId(), now());
        store(contract.systemMessage(), headers(job, id), mapper.writeValueAsBytes(event));
    }

    private static String content(MemberJob job, ChatUser requester, List<NewMember> added) {
        String who = "\"" + requester.displayName() + "\" added ";
        return added.size() == 1 && job.orgs().isEmpty()
                ? who + "\"" + added.getFirst().user().displayName() + "\" to the channel"
                : who + "members to the channel";
    }

    void tellOtherSites(MemberJob job, ChatRoom room, List<NewMember> added) throws JobFailedException {
        List<NewMember> foreign = added.stream()
                .filter(member -> rules.isForeign(member.user(), room.siteId(), contract.site()))
                .toList();
        for (String site : foreign.stream()
                .map(member -> member.user().siteId())
                .distinct()
                .toList()) {
            List<NewMember> its = foreign.stream()
                    .filter(member -> member.user().siteId().equals(site))
                    .toList();
            store(
                    contract.crossSiteMemberAdded(site),
                    headers(job, job.requestId() + ":" + site),
                    envelope(event(job, room, new ArrayList<>(its)), site));
        }
    }

    private void store(String subject, io.nats.client.impl.Headers headers, byte[] body) throws JobFailedException {
        try {
            publisher.publish(subject, headers, body);
        } catch (IOException | JetStreamApiException e) {
            throw JobFailedException.retried("publish to " + subject, e);
        }
    }

    private byte[] envelope(MemberAddEvent event, String destination) {
        String payload = Base64.getEncoder().encodeToString(mapper.writeValueAsBytes(event));
        return mapper.writeValueAsBytes(new InboxEnvelope(MEMBER_ADDED, event.siteId(), destination, payload, now()));
    }

    void tellResult(MemberJob job, @Nullable JobFailedException failure) {
        String requester = job.request().requesterAccount();
        if (requester.isEmpty() || faults.strike(Fault.Occasion.RESULT) == Fault.DROP_RESULT) {
            return;
        }
        AsyncJobResult result = failure == null
                ? new AsyncJobResult(job.requestId(), "room.member.add", "ok", job.roomId(), "", "", "", now())
                : rules.failure(job.requestId(), job.roomId(), failure, now());
        connection.publish(
                contract.jobResult(requester, job.requestId()), headers(job, null), mapper.writeValueAsBytes(result));
    }

    private static io.nats.client.impl.Headers headers(MemberJob job, @Nullable String messageId) {
        io.nats.client.impl.Headers headers =
                new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, job.requestId());
        return messageId == null ? headers : headers.add(Headers.MESSAGE_ID, messageId);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
